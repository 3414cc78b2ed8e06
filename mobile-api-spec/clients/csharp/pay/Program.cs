// A shop asks for a payment and a resident pays it, by the client that is generated from the API's description.
//
//   dotnet run -- ../../../../data/demo.json
//
// Prints every step; ends with "N passed, N failed" and exits with 1 if one failed. It pays for real, so run it on a demonstration only.

using System.Text.Json;
using EssLedger.Client;
using EssLedger.Client.Models;
using EssLedger.Examples;
using static System.Console;

if (args is not [var file])
{
    Error.WriteLine("usage: [BASE_URL=http://…] pay PATH/TO/demo.json");
    return 2;
}
var demo = JsonSerializer.Deserialize<Demo>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
var address = (Environment.GetEnvironmentVariable("BASE_URL") ?? demo.BaseUrl).TrimEnd('/');
var (shop, resident) = (demo.Shops[0], demo.Residents[0]);
using var http = new HttpClient();
var till = new Connection(http, address, shop.ClientId, shop.ClientSecret).Open();
var anyone = Connection.OpenToAnyone(http, address);
var (passed, failed) = (0, 0);

LedgerView ledger = null!;
MadeRequestView code = null!;
byte[] order = null!;
PaymentView paid = null!;

await Step("which ledger this is", async () =>
{
    ledger = (await anyone.V1.Ledger.GetAsync())!;
    Must(ledger.Ledger == demo.Ledger && ledger.Unit == demo.Unit, "another ledger answers than the file says");
    return $"{ledger.Name}, {ledger.Unit}";
});
await Step("the shop asks for 2.50", async () =>
{
    code = (await till.V1.PaymentRequests.PostAsync(new() { Payee = shop.Account, Amount = 250, Unit = demo.Unit, Reference = "C# 1" }))!;
    return code.Uri!;
});
await Step("anyone who holds the code reads what it asks", async () =>
{
    var request = (await anyone.V1.PaymentRequests[$"{code.Request}"].GetAsync())!;
    Must(request.Amount == 250 && request.State is RequestState.Open, $"it says {request.Amount}, {request.State}");
    return $"{request.Payee!.Name}, label {request.Payee.Label?.Standing}";
});
await Step("the resident's device signs, and the ledger pays", async () =>
{
    order = new Wallet(Convert.FromHexString(resident.DeviceKey)).Sign(new(demo.Ledger, Guid.CreateVersion7(), resident.Account, shop.Account, 250, demo.Unit, DateTimeOffset.UtcNow.AddMinutes(2), code.Request));
    paid = await Pay(order);
    Must(paid is { Amount: 250, State: "done" }, $"{paid.Amount}, {paid.State}");
    return $"position {paid.Position}";
});
await Step("the same order again gets the same receipt", async () =>
{
    var again = await Pay(order);
    Must(again.Receipt == paid.Receipt && again.Position == paid.Position, "another answer");
    return null;
});
await Step("the code is paid", async () =>
{
    var request = (await till.V1.PaymentRequests[$"{code.Request}"].GetAsync())!;
    Must(request.State is RequestState.Paid, $"{request.State}");
    return null;
});
await Step("a code is paid once: the next order is refused with a stable word", async () =>
{
    var another = new Wallet(Convert.FromHexString(resident.DeviceKey)).Sign(new(demo.Ledger, Guid.CreateVersion7(), resident.Account, shop.Account, 250, demo.Unit, DateTimeOffset.UtcNow.AddMinutes(2), code.Request));
    try
    {
        await Pay(another);
        throw new InvalidOperationException("it was paid twice");
    }
    catch (Problem refused)
    {
        Must(refused is { Code: Problem_code.Request_closed, ResponseStatusCode: 422 }, $"{refused.ResponseStatusCode} {refused.Code}: {refused.Detail}");
        return refused.Detail;
    }
});
await Step("a code without an amount leaves it to the payer", async () =>
{
    var open = (await till.V1.PaymentRequests.PostAsync(new() { Payee = shop.Account, Unit = demo.Unit }))!;
    var request = (await anyone.V1.PaymentRequests[$"{open.Request}"].GetAsync())!;
    Must(request is { Amount: null, State: RequestState.Open }, $"{request.Amount}, {request.State}");
    await till.V1.PaymentRequests[$"{open.Request}"].Cancel.PostAsync();
    request = (await anyone.V1.PaymentRequests[$"{open.Request}"].GetAsync())!;
    Must(request.State is RequestState.Cancelled, $"{request.State}");
    return "cancelled";
});

WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

async Task<PaymentView> Pay(byte[] bytes)
{
    using var body = new MemoryStream(bytes);
    return (await anyone.V1.Payments.PostAsync(body))!;
}

async Task Step(string name, Func<Task<string?>> act)
{
    try
    {
        var said = await act();
        passed++;
        WriteLine($"ok    {name}{(said is null ? "" : $": {said}")}");
    }
    catch (Exception wrong)
    {
        failed++;
        WriteLine($"FAIL  {name}: {(wrong is Problem problem ? $"{problem.Code} {problem.Detail}" : wrong.Message)}");
    }
}

static void Must(bool right, string why)
{
    if (!right) throw new InvalidOperationException(why);
}

internal sealed record Demo(string BaseUrl, string Ledger, string Unit, DemoShop[] Shops, DemoResident[] Residents);

internal sealed record DemoShop(string Account, string ClientId, string ClientSecret);

internal sealed record DemoResident(string Account, string DeviceKey);
