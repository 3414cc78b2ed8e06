import { useEffect, useRef } from 'preact/hooks';

/** A code for somebody's camera. What draws it is loaded when the first one is shown. */
export function QrCode({ text, label, name }: { text: string; label: string; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void import('lean-qr').then(({ generate, correction }) => {
      if (canvas.current) generate(text, { minCorrectionLevel: correction.M }).toCanvas(canvas.current, { pad: 4 });
    });
  }, [text]);
  return <canvas ref={canvas} class="qr" role="img" aria-label={label} data-testid={name} />;
}
