namespace EssLedger.Core.Books;

public sealed class InvoiceTests
{
    [Theory]
    [InlineData(InvoiceSeries.Commission, 2026, 1, "FC2026-00001")]
    [InlineData(InvoiceSeries.Dues, 2026, 99_999, "FA2026-99999")]
    [InlineData(InvoiceSeries.Credit, 2027, 100_000, "AV2027-100000")]
    public void Number_is_read_back(InvoiceSeries series, int year, int number, string text)
    {
        Assert.Equal(text, Invoice.NumberOf(series, year, number));
        Assert.True(Invoice.TryParse(text, out var read, out var of, out var count));
        Assert.Equal((series, year, number), (read, of, count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("FC2026-1")]
    [InlineData("FC2026-000001")]
    [InlineData("FX2026-00001")]
    [InlineData("FC2026 00001")]
    [InlineData("FC2026-0000a")]
    [InlineData("FC 026-00001")]
    [InlineData("fc2026-00001")]
    public void What_is_no_number_is_none(string? text) => Assert.False(Invoice.TryParse(text, out _, out _, out _));
}
