// A camera that sees what we hold before it: headless Chromium plays a y4m file (a text header and raw I420 planes)
// instead of a real one, and opens that file each time the camera is opened.

import { writeFile } from 'node:fs/promises';

const width = 640;
const height = 480;

/** Holds an image of our own origin, say a QR code, or a canvas of the page (`#…`, `.…`) before the camera. The page's browser does the drawing. */
export async function holdUp(file, page, address) {
  const luma = await page.evaluate(
    async ({ address, width, height }) => {
      const image = /^[#.]/.test(address) ? document.querySelector(address) : Object.assign(new Image(), { src: address });
      await image.decode?.();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#ddd';
      pen.fillRect(0, 0, width, height);
      const side = height - 40;
      pen.drawImage(image, (width - side) / 2, 20, side, side);
      const { data } = pen.getImageData(0, 0, width, height);
      let text = '';
      for (let i = 0; i < data.length; i += 4) {
        text += String.fromCharCode(16 + (219 / 255) * (0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]));
      }
      return btoa(text);
    },
    { address, width, height },
  );
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    Buffer.from(luma, 'base64'),
    Buffer.alloc((width * height) / 2, 128),
  ]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([header, frame, frame]));
}

/** Nothing before the camera: a grey wall. */
export async function holdNothing(file) {
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.alloc((width * height * 3) / 2, 128)]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([header, frame, frame]));
}
