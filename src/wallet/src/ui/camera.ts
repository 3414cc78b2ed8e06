// The camera and the reader of codes. Loaded only when the camera opens: the reader is larger than all the rest.

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

// The library would otherwise fetch its program from another site.
prepareZXingModule({ overrides: { locateFile: () => wasm } });

const pause = 120;
const longestSide = 960;

/** Looks through the camera until a QR code is read. Ends the camera when `signal` aborts or a code is found. */
export async function lookForCode(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  try {
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    while (!signal.aborted) {
      const text = await readFrame(video, canvas, pen);
      if (text !== null) return text;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

async function readFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D) {
  return readDrawn(video, video.videoWidth, video.videoHeight, longestSide, canvas, pen);
}

/**
 * Reads the QR code in a picture: small first, which is quick and forgives noise, then as large as a small code in a large photo needs it.
 * @throws DOMException if the browser cannot open the picture.
 */
export async function readPicture(picture: Blob): Promise<string | null> {
  const image = await createImageBitmap(picture);
  try {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    for (const longest of [longestSide, 2 * longestSide, 4 * longestSide]) {
      const text = await readDrawn(image, image.width, image.height, longest, canvas, pen);
      if (text !== null) return text;
      if (Math.max(image.width, image.height) <= longest) break;
    }
    return null;
  } finally {
    image.close();
  }
}

async function readDrawn(
  source: CanvasImageSource,
  width: number,
  height: number,
  longest: number,
  canvas: HTMLCanvasElement,
  pen: CanvasRenderingContext2D,
) {
  if (!width || !height) return null;
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const image = pen.getImageData(0, 0, canvas.width, canvas.height);
  const [found] = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
  return found?.isValid ? found.text : null;
}
