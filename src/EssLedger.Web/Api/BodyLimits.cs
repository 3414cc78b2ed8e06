using Microsoft.AspNetCore.Http.Features;

namespace EssLedger.Web.Api;

/// <summary>Who sends more than an address takes hears so, instead of a broken line.</summary>
/// <remarks>
/// Kestrel stops reading at its own limit and closes the line on whoever still writes; most programs and proxies then lose the answer (dotnet/aspnetcore issue 23840). So the limit of the
/// address is kept here, and what is not wanted is thrown away as it comes: for five seconds, after which Kestrel closes the line on an unread body all the same.
/// </remarks>
public static class BodyLimits
{
    public static void UseBodyLimits(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { MaxRequestBodySize: { } most } kestrel
            && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            && !(context.Request.ContentLength <= most))
        {
            kestrel.MaxRequestBodySize = null;
            context.Request.Body = new Limited(context.Request.Body, context.Request.ContentLength > most ? -1 : most);
        }
        return next(context);
    });

    /// <summary>A body of which so many bytes may come; below zero when more are announced, so that nobody is asked to send them (<c>Expect: 100-continue</c>).</summary>
    private sealed class Limited(Stream body, long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = _left < 0 ? 0 : await body.ReadAsync(buffer, cancellationToken);
            _left -= read;
            return _left < 0 ? throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge) : read;
        }
    }
}
