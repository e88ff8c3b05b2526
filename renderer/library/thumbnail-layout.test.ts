import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureSize, thumbnailLayout } from './thumbnail-layout.ts';

test('whatever a design holds, everything drawn stays inside its machine, and machines inside the picture', () => {
  const machine = fc.record({ controlPlane: fc.boolean(), state: fc.nat(7), pods: fc.array(fc.nat(15), { maxLength: 60 }) });
  fc.assert(fc.property(fc.array(machine, { maxLength: 20 }), (machines) => {
    const { frame, machines: drawn, cell } = thumbnailLayout({ machines });
    expect(frame.x).toBeGreaterThanOrEqual(0);
    expect(frame.y).toBeGreaterThanOrEqual(0);
    expect(frame.x + frame.width).toBeLessThanOrEqual(pictureSize.width);
    expect(frame.y + frame.height).toBeLessThanOrEqual(pictureSize.height);
    for (const box of drawn) {
      expect(box.x).toBeGreaterThanOrEqual(frame.x);
      expect(box.x + box.width).toBeLessThanOrEqual(frame.x + frame.width + 0.001);
      for (const pod of box.cells) {
        expect(pod.x + cell).toBeLessThanOrEqual(box.x + box.width);
        expect(pod.y + cell).toBeLessThanOrEqual(box.y + box.height);
      }
    }
  }));
});
