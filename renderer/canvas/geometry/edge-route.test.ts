import { describe, expect, it } from 'vitest';
import { between, cardToPod, cardToPort, podToPod, portToPod, roundedPath } from './edge-route.ts';

describe('edges', () => {
  it('draws right angles with rounded corners', () => {
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 50, y: 0 },
        { x: 50, y: 40 },
      ]),
    ).toBe('M0 0L43 0Q50 0 50 7L50 40');
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 20, y: 0 },
        { x: 50, y: 0 },
      ]),
    ).toBe('M0 0L50 0');
    expect(roundedPath([])).toBe('');
  });

  it('goes from card to pod in the gutters, only ever along one axis', () => {
    const points = cardToPod(
      { x: 12, y: 46, width: 152, height: 120 },
      { x: 476, y: 258, width: 276, height: 200 },
      { x: 484, y: 304, width: 125, height: 80 },
      176,
      46,
    );
    points.slice(1).forEach((point, index) => {
      const before = points[index] as { x: number; y: number };
      expect(point.x === before.x || point.y === before.y).toBe(true);
    });
    expect(points[0]).toEqual({ x: 164, y: 71 });
    expect(points.at(-1)).toEqual({ x: 484, y: 321 });
  });

  it.each([
    ['the first column', { x: 484, y: 304, width: 125, height: 80 }],
    ['the second column', { x: 615, y: 304, width: 125, height: 80 }],
    ['a row of the middle zoom', { x: 482, y: 330, width: 260, height: 12 }],
  ])('goes to a pod of %s through the port at the left edge of its machine', (_name, pod) => {
    const machine = { x: 476, y: 258, width: 276, height: 200 };
    const trunk = cardToPort({ x: 12, y: 46, width: 152, height: 120 }, machine, 176, 46);
    const port = trunk.at(-1) as { x: number; y: number };
    expect(port).toEqual({ x: 476, y: 335 });
    const points = [...trunk, ...portToPod(port, machine, pod, 304)];
    points.slice(1).forEach((point, index) => {
      const before = points[index] as { x: number; y: number };
      expect(point.x === before.x || point.y === before.y).toBe(true);
    });
    // The wall of the machine is crossed at the port alone.
    expect(points.filter((point) => point.x >= machine.x && point.y > machine.y)[0]).toEqual(port);
    expect(points.at(-1)).toMatchObject({ x: pod.x, y: pod.y + Math.min(17, pod.height / 2) });
  });

  it.each([
    ['another machine', { x: 772, y: 100, width: 125, height: 80 }, { x: 764, y: 46, width: 276, height: 200 }],
    ['a second column', { x: 903, y: 100, width: 125, height: 80 }, { x: 764, y: 46, width: 276, height: 200 }],
    ['the tray', { x: 20, y: 300, width: 125, height: 80 }, undefined],
  ])('goes from a replaced pod to %s along one axis at a time, and not through its own machine', (_name, next, nextMachine) => {
    const machine = { x: 476, y: 46, width: 276, height: 200 };
    const points = podToPod({ x: 484, y: 92, width: 125, height: 80 }, machine, next, nextMachine, 46);
    points.slice(1).forEach((point, index) => {
      const before = points[index] as { x: number; y: number };
      expect(point.x === before.x || point.y === before.y).toBe(true);
    });
    const inside = points.filter(
      (point) =>
        point.x > machine.x + 20 && point.x < machine.x + machine.width && point.y > machine.y && point.y < machine.y + machine.height,
    );
    expect(inside).toEqual([]);
  });

  it('joins things beside and above each other', () => {
    const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
    expect(between(box(0, 0), box(30, 0))[0]).toEqual({ x: 10, y: 5 });
    expect(between(box(0, 0), box(0, 30)).at(-1)).toEqual({ x: 5, y: 30 });
  });
});
