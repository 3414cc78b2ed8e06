using System.Collections.Frozen;

namespace EssLedger.Core.Census;

/// <summary>The communes of the Métropole européenne de Lille, and the two associated communes of Lille, by INSEE code.</summary>
/// <remarks>Source: INSEE, Code officiel géographique, and BANATIC, both of 2024 (EPCI 200093201, 95 communes); Licence Ouverte.</remarks>
public static class Communes
{
    /// <summary>Lille itself; in a total, always with <see cref="Hellemmes"/> and <see cref="Lomme"/>.</summary>
    public const string Lille = "59350";

    /// <summary>Hellemmes-Lille, associated with Lille.</summary>
    public const string Hellemmes = "59298";

    /// <summary>Lomme, associated with Lille.</summary>
    public const string Lomme = "59355";

    /// <summary>Lille and its associated communes.</summary>
    public static FrozenSet<string> OfLille { get; } = [Lille, Hellemmes, Lomme];

    /// <summary>Names by code: the 95 communes, and the two associated ones.</summary>
    public static FrozenDictionary<string, string> Names { get; } = """
        59005 Allennes-les-Marais
        59009 Villeneuve-d'Ascq
        59011 Annœullin
        59013 Anstaing
        59017 Armentières
        59025 Aubers
        59044 Baisieux
        59051 La Bassée
        59052 Bauvin
        59056 Beaucamps-Ligny
        59088 Bois-Grenier
        59090 Bondues
        59098 Bousbecque
        59106 Bouvines
        59128 Capinghem
        59133 Carnin
        59143 La Chapelle-d'Armentières
        59146 Chéreng
        59152 Comines
        59163 Croix
        59173 Deûlémont
        59193 Emmerin
        59195 Englos
        59196 Ennetières-en-Weppes
        59201 Erquinghem-le-Sec
        59202 Erquinghem-Lys
        59208 Escobecques
        59220 Faches-Thumesnil
        59247 Forest-sur-Marque
        59250 Fournes-en-Weppes
        59252 Frelinghien
        59256 Fretin
        59257 Fromelles
        59275 Gruson
        59278 Hallennes-lez-Haubourdin
        59279 Halluin
        59281 Hantay
        59286 Haubourdin
        59299 Hem
        59303 Herlies
        59316 Houplin-Ancoisne
        59317 Houplines
        59320 Illies
        59328 Lambersart
        59332 Lannoy
        59339 Leers
        59343 Lesquin
        59346 Lezennes
        59350 Lille
        59352 Linselles
        59356 Lompret
        59360 Loos
        59367 Lys-lez-Lannoy
        59368 La Madeleine
        59371 Le Maisnil
        59378 Marcq-en-Barœul
        59386 Marquette-lez-Lille
        59388 Marquillies
        59410 Mons-en-Barœul
        59421 Mouvaux
        59426 Neuville-en-Ferrain
        59437 Noyelles-lès-Seclin
        59457 Pérenchies
        59458 Péronne-en-Mélantois
        59470 Prémesques
        59477 Provin
        59482 Quesnoy-sur-Deûle
        59487 Radinghem-en-Weppes
        59507 Ronchin
        59508 Roncq
        59512 Roubaix
        59522 Sailly-lez-Lannoy
        59523 Sainghin-en-Mélantois
        59524 Sainghin-en-Weppes
        59527 Saint-André-lez-Lille
        59550 Salomé
        59553 Santes
        59560 Seclin
        59566 Sequedin
        59585 Templemars
        59598 Toufflers
        59599 Tourcoing
        59602 Tressin
        59609 Vendeville
        59611 Verlinghem
        59636 Wambrechies
        59643 Warneton
        59646 Wasquehal
        59648 Wattignies
        59650 Wattrelos
        59653 Wavrin
        59656 Wervicq-Sud
        59658 Wicres
        59660 Willems
        59670 Don
        59298 Hellemmes-Lille
        59355 Lomme
        """.Split('\n').ToFrozenDictionary(line => line[..5], line => line[6..]);

    /// <summary>Whether a code lies in the Métropole européenne de Lille.</summary>
    public static bool IsOfMel(string commune) => Names.ContainsKey(commune);
}
