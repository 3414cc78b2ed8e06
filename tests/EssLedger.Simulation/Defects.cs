namespace EssLedger.Simulation;

/// <summary>A place of the source and what stands there in a planted copy.</summary>
/// <param name="File">From the root of the repository.</param>
/// <param name="Before">Stands there exactly once.</param>
/// <param name="After">With <c>PLANTED</c> for "this defect is switched on".</param>
internal sealed record Plant(string File, string Before, string After);

/// <summary>A mistake that one could make, and that the simulation must find.</summary>
internal sealed record Defect(string Name, string What, params Plant[] Plants);

/// <summary>Mistakes planted into a copy of the production sources; the sources themselves know nothing of them. In the copy all of them lie side by side,
/// each behind its switch.</summary>
internal static class Defects
{
    private const string Switch = "EssLedger.Defect", Memory = "src/EssLedger.Store/Memory/MemoryJournalStore.cs", Grain = "src/EssLedger.Grains/AccountGrain.cs",
        Appender = "src/EssLedger.Grains/Appender.cs", Desk = "src/EssLedger.Grains/ReceiptDesk.cs", Requests = "src/EssLedger.Grains/PaymentRequests.cs", Rules = "src/EssLedger.Core/Payments/PaymentRules.cs", Acts = "src/EssLedger.Core/Journal/Act.cs",
        Office = "src/EssLedger.Grains/TreasuryGrain.cs", OfficeRules = "src/EssLedger.Core/Issuance/TreasuryRules.cs", Repeats = "src/EssLedger.Grains/Repeating.cs", Log = "src/EssLedger.Store/Memory/MemoryLogStore.cs",
        InForce = "src/EssLedger.Grains/TermsInForce.cs", Purses = "src/EssLedger.Grains/CampaignsInForce.cs", Campaigns = "src/EssLedger.Core/Campaigns/CampaignRules.cs",
        Paper = "src/EssLedger.Core/Paper/PaperState.cs", PaperActs = "src/EssLedger.Core/Journal/Act.Paper.cs", Collecting = "src/EssLedger.Grains/TreasuryGrain.Debits.cs", Debits = "src/EssLedger.Core/Debits/DebitRules.cs",
        Days = "src/EssLedger.Grains/ClosureGrain.cs";

    // What a planted copy is made of.
    private static readonly string[] Folders = ["src/EssLedger.Core", "src/EssLedger.Store", "src/EssLedger.Grains", "tests/EssLedger.Simulation"];
    private static readonly string[] Files = ["src/Directory.Build.props", "tests/Directory.Build.props"];

    public static IReadOnlyList<Defect> All { get; } =
    [
        new("acknowledged-before-commit", "a payment is answered while its commit is still under way",
            new Plant(Grain, "        if (await TryPlace(act, draft) is not Appended.Placed", """
                        if (PLANTED && act is Act.Paid)
                        {
                            _ = TryPlace(act, draft);
                            return Answer(new(new(_account.Position.Next, clock.GetUtcNow(), Digest.Zero, draft.Body), act), first: true);
                        }
                        if (await TryPlace(act, draft) is not Appended.Placed
                """)),
        new("refused-before-commit", "a final refusal is answered without standing in the book",
            new Plant(Grain, "                case Decision.Refuse refuse:", """
                                case Decision.Refuse early when PLANTED:
                                    return new(null, First: false, early.Reason, early.Limit);

                                case Decision.Refuse refuse:
                """)),
        new("order-id-unchecked", "the store takes an order id twice",
            new Plant(Memory, "if (_claims.TryGetValue(claim, out var holder))", "if (!(PLANTED && claim.Kind == ClaimKind.Order) && _claims.TryGetValue(claim, out var holder))"),
            new Plant(Memory, "foreach (var claim in draft.Claims) _claims.Add(claim, entry);", "foreach (var claim in draft.Claims) _claims[claim] = entry;")),
        new("turn-unchecked", "a stale activation is not fenced",
            new Plant(Memory, "if (draft.Turn is { } turn && ", "if (!PLANTED && draft.Turn is { } turn && "),
            new Plant(Memory, "_turns.Add(taken, entry)", "_turns[taken] = entry")),
        new("batch-lost-on-conflict", "what stands behind a refused draft in its batch is dropped, and called placed",
            new Plant(Memory, "Task.FromResult<IReadOnlyList<Appended>>([.. drafts.Select(Place)]);", "Task.FromResult<IReadOnlyList<Appended>>(PLANTED ? UntilOneIsRefused() : [.. drafts.Select(Place)]);"),
            new Plant(Memory, "    private Appended Place(Draft draft)\n    {", """
                    private Appended Place(Draft draft)
                    {
                """),
            new Plant(Memory, "    public Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)\n    {", """
                    public Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
                    {
                        Appended[] UntilOneIsRefused()
                        {
                            var broken = false;
                            return [.. drafts.Select(d =>
                            {
                                if (broken) return new Appended.Placed(new(HeadUnderLock().Position.Next, HeadUnderLock().CommittedAt, HeadUnderLock().Hash, d.Body));
                                var answer = Place(d);
                                broken = answer is not Appended.Placed;
                                return answer;
                            })];
                        }

                """)),
        new("hash-link-dropped", "an entry's hash does not cover the entry before", new Plant(Memory, "Entry.HashOf(head.Hash, ", "Entry.HashOf(PLANTED ? Digest.Zero : head.Hash, ")),
        new("time-goes-back", "an entry is dated before the one it follows", new Plant(Memory, "var at = now > head.CommittedAt ? now : head.CommittedAt;", "var at = PLANTED || now > head.CommittedAt ? now : head.CommittedAt;")),
        new("closed-payee-credited", "the store does not look whether the payee is open", new Plant(Memory, "foreach (var subject in draft.MustBeOpen)", "foreach (var subject in PLANTED ? [] : draft.MustBeOpen)")),
        new("request-end-unclaimed", "a payment does not claim the end of its request", new Plant(Acts, "Claims => Request is { } request ?", "Claims => Request is { } request && !PLANTED ?")),
        new("unknown-told-as-nothing-done", "after a commit in doubt the appender says that nothing was done",
            new Plant(Appender, "catch (StoreUnavailableException e) when (!inDoubt)", "catch (Exception e) when (!inDoubt && (e is StoreUnavailableException || PLANTED && e is OutcomeUnknownException))")),
        new("receipt-signed-again", "each who asks gets a receipt of their own",
            new Plant(Desk, "if (!isNew && await", "if (!PLANTED && !isNew && await"),
            new Plant(Desk, "Remember(signed[i].Position, kept[i])", "Remember(signed[i].Position, PLANTED ? signed[i].Item2 : kept[i])")),
        new("refused-from-memory", "funds and limits are refused by what the grain remembers",
            new Plant(Grain, "                    thorough = true;\n                    await CatchUp();", """
                                    thorough = true;
                                    if (!PLANTED) await CatchUp();
                """)),
        new("balance-from-memory", "a balance is answered by what the grain remembers",
            new Plant(Grain, "        await CatchUp();\n        if (_sinceSnapshot >= SnapshotEvery)", """
                        if (!PLANTED) await CatchUp();
                        if (_sinceSnapshot >= SnapshotEvery)
                """)),
        new("keys-cached", "an activation keeps the keys that it knew when it woke",
            new Plant(Grain, "await KeepSnapshot();\n        }\n        _account = _settled;", """
                await KeepSnapshot();
                        }
                        _account = PLANTED && _account.Keys.Count > 0 ? _settled with { Keys = _account.Keys } : _settled;
                """)),
        new("credits-skipped", "an activation takes its own act for all that happened up to it",
            new Plant(Grain, "_account = _account.Apply(entry, act);", "_account = PLANTED ? _settled = _account.Apply(entry, act) : _account.Apply(entry, act);")),
        new("snapshot-believed", "a snapshot is used without asking the book",
            new Plant(Grain, "&& await book.Store.FindAsync(kept.Account.Position, default) is { } entry && entry.Hash == kept.Hash)", "&& (PLANTED || await book.Store.FindAsync(kept.Account.Position, default) is { } entry && entry.Hash == kept.Hash))")),
        new("expiry-shown-early", "a request is shown as expired before that stands in the book",
            new Plant(Requests, "if (end is null && (cancel ||", "if (PLANTED && end is null && !cancel && request.Terms.ExpiresAt <= clock.GetUtcNow()) return new(request, RequestState.Expired, clock.GetUtcNow(), null);\n        if (end is null && (cancel ||")),
        new("content-not-compared", "other content under a known id gets the first answer", new Plant(Rules, "return earlier.Payload == signed.Payload ?", "return PLANTED || earlier.Payload == signed.Payload ?")),
        new("limit-read-too-early", "a limit is compared with what was paid before this payment", new Plant(Rules, "Passes(payer.PaidInWindow(now), amount, window)", "Passes(payer.PaidInWindow(now), PLANTED ? Amount.Zero : amount, window)")),
        new("blocked-key-honoured", "a blocked key still pays", new Plant(Rules, "if (key is { Blocked: true }) return", "if (!PLANTED && key is { Blocked: true }) return")),
        new("entered-key-at-once", "a key that a bureau entered signs before its day", new Plant(Rules, "|| key.From > now) return", "|| key.From > now && !PLANTED) return")),
        new("day-limit-forgotten", "what was paid today counts against no ceiling", new Plant(Rules, "Passes(payer.PaidOn(now).Paid, amount", "Passes(PLANTED ? Amount.Zero : payer.PaidOn(now).Paid, amount")),
        new("terms-from-the-start", "a server goes by the terms that it knew when it started", new Plant(InForce, "now - known.At < Look ?", "(PLANTED && known.At != DateTimeOffset.MinValue) || now - known.At < Look ?")),
        new("wrong-pin-uncounted", "a wrong PIN is answered without standing in the book",
            new Plant(Grain, "                case Decision.Deny { Reason: Denial.WrongPin }:", """
                                case Decision.Deny { Reason: Denial.WrongPin } when PLANTED:
                                    return new(null, First: false, null, Limit.None, Denial.WrongPin, 2);
                                case Decision.Deny { Reason: Denial.WrongPin }:
                """)),
        new("locked-card-honoured", "a card pays after three wrong PINs", new Plant(Rules, "if (card.IsLocked) return", "if (!PLANTED && card.IsLocked) return")),
        new("card-told-closed", "whoever shows a card again hears that the request is closed, which this card paid", new Plant(Grain, "find is not null ? await find()", "find is not null ? PLANTED ? null : await find()")),
        new("revoked-mandate-honoured", "a mandate that was taken back still pays", new Plant(Rules, "if (!mandate.HoldsOn(day)) return", "if (!PLANTED && !mandate.HoldsOn(day)) return")),
        new("mandate-period-forgotten", "each payment under a mandate counts alone", new Plant(Rules, "Passes(mandate.PaidIn(day), order.Amount", "Passes(PLANTED ? Amount.Zero : mandate.PaidIn(day), order.Amount")),
        new("receipt-waiting-unchecked", "a euro receipt that backs a waiting issuance is taken once more",
            new Plant(OfficeRules, "receiptIssued || treasury.Pending.Values.Any(", "receiptIssued || !PLANTED && treasury.Pending.Values.Any(")),
        new("office-answer-looked-up-too-early", "the treasury looks for its first answer before what the rule goes by",
            new Plant(Office, "            await CatchUp();\n            var decision = await decide();", """
                            if (PLANTED && claim is { } first && await book.Store.FindAsync(first, default) is { } early && isThis(Codec.Decode(early.Body))) return new(null, early.Position);
                            await CatchUp();
                            var decision = await decide();
                """),
            new Plant(Office, "if (claim is { } own && await", "if (!PLANTED && claim is { } own && await")),
        new("busy-after-a-lost-try", "a call whose first try was lost is told of the second one that nothing was done", new Plant(Repeats, "(lost is not null && e is", "(!PLANTED && lost is not null && e is")),
        new("receipt-for-a-campaign-too", "a euro receipt that backs a waiting issuance is taken for a campaign's money as well",
            new Plant(Campaigns, "receiptUsed || treasury.Pending.Values.Any(p => p.Receipt == asked.Receipt)", "receiptUsed || !PLANTED && treasury.Pending.Values.Any(p => p.Receipt == asked.Receipt)")),
        new("gap-ignored", "units are made while the bank says otherwise than the book", new Plant(OfficeRules, "if (treasury.Gaps(proposed.Unit).Count > 0) return", "if (!PLANTED && treasury.Gaps(proposed.Unit).Count > 0) return")),
        new("paid-unapproved", "a payment that nobody approved is taken for that of a reconversion",
            new Plant(OfficeRules, "if (treasury.Paying(settled.Reconversion) is not { ApprovedBy: not null }) return", "if (!PLANTED && treasury.Paying(settled.Reconversion) is not { ApprovedBy: not null }) return")),
        new("spent-units-destroyed", "an issuance is undone though its units are spent", new Plant(OfficeRules, "if (legs.Any(leg => leg.From == holder.Id && holder.In(new(leg.Unit, leg.FromPurse))", "if (!PLANTED && legs.Any(leg => leg.From == holder.Id && holder.In(new(leg.Unit, leg.FromPurse))")),
        new("notes-sold-for-nothing", "notes become money without the euro of their sale",
            new Plant(PaperActs, "[Leg(OfficeAccounts.Issuance, OfficeAccounts.Paper, Notes.Value, Unit), Leg(OfficeAccounts.Backing, Bureau.Till, Notes.Value, Unit.Euro)];",
                "PLANTED ? [Leg(OfficeAccounts.Issuance, OfficeAccounts.Paper, Notes.Value, Unit)] : [Leg(OfficeAccounts.Issuance, OfficeAccounts.Paper, Notes.Value, Unit), Leg(OfficeAccounts.Backing, Bureau.Till, Notes.Value, Unit.Euro)];")),
        new("sale-undone-twice", "a sale of notes that was undone can be undone again", new Plant(Paper, "Act.SaleUndone a => next with { Sales = Sales.Remove(a.Sale) },", "Act.SaleUndone a => PLANTED ? next : next with { Sales = Sales.Remove(a.Sale) },")),
        new("purse-spent-anywhere", "a purse pays whom its campaign does not name, and after its last day",
            new Plant(Purses, "return [.. purses.Where(p => state.Of(p.Purse)?", "return [.. purses.Where(p => !PLANTED && state.Of(p.Purse)?")),
        new("refund-beside-the-purse", "what a purse paid is given back as ordinary money", new Plant(Rules, "new(order.Payer, null, leg.From, leg.FromPurse, Amount.FromMinor(part)", "new(order.Payer, null, leg.From, PLANTED ? null : leg.FromPurse, Amount.FromMinor(part)")),
        new("person-cap-forgotten", "a list gives one person more than the campaign may", new Plant(Campaigns, ": line.Amount > campaign.RoomOf(line.Account) ? LineFault", ": !PLANTED && line.Amount > campaign.RoomOf(line.Account) ? LineFault")),
        new("debited-twice-a-month", "two batches debit one mandate in one month", new Plant(Debits, "if (proposed.Items.Any(d => treasury.Debits.Has(d.Mandate, proposed.Due))) return", "if (!PLANTED && proposed.Items.Any(d => treasury.Debits.Has(d.Mandate, proposed.Due))) return")),
        new("collection-not-found-again", "whoever asks again whether debits were collected hears that there are none",
            new Plant(Collecting, "var claim = asked.Items.Count > 0 && await", "var claim = asked.Items.Count > 0 && (!PLANTED || _state.Debits.Batches.ContainsKey(asked.Batch)) && await")),
        new("day-closed-by-a-fast-clock", "a server closes the day by its own clock", new Plant(Days, "clock.GetUtcNow() - CurrencyAudit.Skew)", "clock.GetUtcNow() - (PLANTED ? TimeSpan.Zero : CurrencyAudit.Skew))")),
        new("sealed-over-another", "of two sealers the later one has its checkpoint kept beside the other's",
            new Plant(Log, "?? 0) != builtOn)", "?? 0) != builtOn && !PLANTED)"),
            new Plant(Log, "_tiles.Add(tile.Id, tile);", "_tiles[tile.Id] = tile;")),
    ];

    /// <summary>Switches one on, or all off; only a planted copy listens.</summary>
    public static string? Active
    {
        set => AppContext.SetData(Switch, value);
    }

    /// <summary>The plants that find no place, or several, in the sources: they were changed, and the defect must follow them.</summary>
    public static IEnumerable<string> Lost(string root) =>
        from defect in All
        from plant in defect.Plants
        let count = File.ReadAllText(Path.Combine(root, plant.File)).Split(plant.Before).Length - 1
        where count != 1
        select $"{defect.Name}: stands {count} times in {plant.File}: {plant.Before}";

    /// <summary>Writes the copy.</summary>
    public static void Plant(string root, string copy)
    {
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (var file in Files.Concat(Folders.SelectMany(f => Sources(root, f))))
        {
            var text = File.ReadAllText(Path.Combine(root, file));
            foreach (var defect in All)
                foreach (var plant in defect.Plants.Where(p => p.File == file))
                    text = text.Replace(plant.Before, plant.After.Replace("PLANTED", $"(AppContext.GetData(\"{Switch}\") is \"{defect.Name}\")", StringComparison.Ordinal), StringComparison.Ordinal);
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
        }
    }

    private static IEnumerable<string> Sources(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"));
}
