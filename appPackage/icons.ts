import { MARK, type Shape } from './mark.ts';
import { png, type Pixel } from './png.ts';

/** The icon's background, and the accent colour that Teams uses around the app. */
export const ACCENT = '#0F5C5C';
const GROUND = [0x0f, 0x5c, 0x5c] as const;
const WHITE = [0xff, 0xff, 0xff] as const;
const AMBER = [0xff, 0xc8, 0x57] as const;

/**
 * Teams' two icons
 * (https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons): colour, 192 x
 * 192, a full square with the mark inside the middle 120; outline, 32 x 32, white on transparent.
 */
export function colorIcon(): Buffer {
  const size = 192;
  const scale = 120 / 32;
  const margin = (size - 120) / 2;
  return png(size, (px, py) => {
    let colour: readonly number[] = GROUND;
    for (const shape of MARK) {
      const share = cover(shape, (px + 0.5 - margin) / scale, (py + 0.5 - margin) / scale, scale);
      const ink = shape.is === 'first ticket' ? AMBER : WHITE;
      colour = colour.map((ground, i) => Math.round(ground + ((ink[i] ?? 0) - ground) * share));
    }
    return [colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0, 255];
  });
}

export function outlineIcon(): Buffer {
  return png(32, (px, py): Pixel => {
    const share = Math.max(...MARK.map((shape) => cover(shape, px + 0.5, py + 0.5, 1)));
    return [...WHITE, Math.round(share * 255)];
  });
}

/** The share (0 to 1) of the pixel around this point that the shape covers. Edges are smoothed over one pixel. */
function cover(shape: Shape, x: number, y: number, pixelsPerUnit: number): number {
  return Math.min(1, Math.max(0, 0.5 - shape.distance(x, y) * pixelsPerUnit));
}
