import { describe, expect, it } from 'vitest';
import { layOutCluster } from './cluster-layout.ts';
import { viewportFittingCluster } from './fit.ts';
import { groundFrames } from './ground-frames.ts';

describe('fitting the cluster', () => {
  it.each([
    [0, 916, 660],
    [3, 916, 660],
    [12, 600, 500],
    [200, 1_100, 700],
    [5_000, 1_600, 900],
  ])('shows frames and headers of %i machines whole in %i×%i', (count, width, height) => {
    const machines = Array.from({ length: count }, (_, index) => ({
      key: `w${index}`,
      zone: `z${index % 3}`,
      controlPlane: false,
      height: 400,
    }));
    const layout = layOutCluster({ machines, lane: [], positions: {}, managed: false, trayHeight: 100 }, new Map());
    const viewport = viewportFittingCluster(layout, width, height);
    const { cluster, zones } = groundFrames(layout, viewport);
    expect(viewport.zoom).toBeLessThanOrEqual(1);
    expect(cluster.y).toBeGreaterThanOrEqual(0);
    expect(cluster.y + cluster.height).toBeLessThanOrEqual(height);
    expect(cluster.x + cluster.width).toBeLessThanOrEqual(width);
    for (const zone of zones) {
      expect(zone.header).toBeGreaterThanOrEqual(22);
      expect(zone.y).toBeGreaterThanOrEqual(cluster.y + cluster.header);
    }
  });
});
