import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutMachineBody, nextPodSlot, podHeight } from './machine-body.ts';
import { intersects } from './rect.ts';
import { machineWidth } from './machine-width.ts';
import { machine } from './sizes.ts';

const shapes = fc.uniqueArray(
  fc.record({
    uid: fc.string({ minLength: 1, maxLength: 4 }),
    containers: fc.integer({ min: 1, max: 4 }),
    volumes: fc.integer({ min: 0, max: 2 }),
  }),
  {
    selector: (shape) => shape.uid,
    maxLength: 20,
  },
);

describe('machine body', () => {
  it('has the measured heights', () => {
    expect(podHeight({ containers: 2, volumes: 0 })).toBe(34 + 20 + 3 + 20 + 6);
    expect(layOutMachineBody([], 0, new Map()).height).toBe(38 + 8 + machine.emptyBodyHeight + 8 + 42);
    expect(layOutMachineBody([], 5, new Map()).components[4]?.y).toBe(46 + 4 * 29);
  });

  it('never overlaps pods and keeps them inside the machine', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 5 }), fc.constantFrom(2, 4, 6), (pods, components, columns) => {
        const body = layOutMachineBody(pods, components, new Map(), columns);
        const all = [...body.components, ...body.pods];
        all.forEach((a, index) => all.slice(index + 1).forEach((b) => expect(intersects(a, b)).toBe(false)));
        for (const place of body.pods) {
          expect(place.x + place.width).toBeLessThanOrEqual(machineWidth(columns) - machine.bodyInset);
          expect(place.y + place.height).toBeLessThanOrEqual(body.height - machine.footerHeight - machine.bodyInset);
        }
        const slot = nextPodSlot(body, 60);
        for (const place of all) expect(intersects(place, slot)).toBe(false);
      }),
    );
  });

  it('keeps every remaining pod in its column when others come and go', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(19)), shapes, (first, removed, later) => {
        const columns = new Map<string, number>();
        layOutMachineBody(first, 0, columns);
        const before = new Map(columns);
        const kept = first.filter((_, index) => !removed.includes(index));
        const added = later.filter((shape) => !first.some((other) => other.uid === shape.uid));
        layOutMachineBody([...kept, ...added], 0, columns);
        for (const shape of kept) expect(columns.get(shape.uid)).toBe(before.get(shape.uid));
        expect(columns.size).toBe(kept.length + added.length);
      }),
    );
  });
});
