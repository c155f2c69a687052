/**
 * A shape of Callboard's mark: a queue of three tickets, the first one assigned to a person. Each shape is a signed
 * distance function, negative inside. Coordinates are those of the 32 x 32 outline icon; the colour icon scales them.
 */
export interface Shape {
  readonly is: 'first ticket' | 'ticket' | 'person';
  readonly distance: (x: number, y: number) => number;
}

export const MARK: readonly Shape[] = [
  { is: 'first ticket', distance: box(3, 6, 15, 10, 2) },
  { is: 'ticket', distance: box(3, 14, 12, 18, 2) },
  { is: 'ticket', distance: box(3, 22, 12, 26, 2) },
  { is: 'person', distance: circle(22.5, 10, 4.75) },
  { is: 'person', distance: shoulders },
];

/** A rectangle with rounded corners (https://iquilezles.org/articles/distfunctions2d/). */
function box(left: number, top: number, right: number, bottom: number, radius: number): Shape['distance'] {
  const [cx, cy, w, h] = [
    (left + right) / 2,
    (top + bottom) / 2,
    (right - left) / 2 - radius,
    (bottom - top) / 2 - radius,
  ];
  return (x, y) => {
    const [dx, dy] = [Math.abs(x - cx) - w, Math.abs(y - cy) - h];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };
}

/** A pill shape, cut off at the lower edge of the last ticket. */
function shoulders(x: number, y: number): number {
  return Math.max(box(15.5, 17, 29.5, 34, 6.5)(x, y), y - 26);
}

function circle(cx: number, cy: number, radius: number): Shape['distance'] {
  return (x, y) => Math.hypot(x - cx, y - cy) - radius;
}
