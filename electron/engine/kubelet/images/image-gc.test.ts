import { describe, expect, test } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'old', size: '2Gi', startSeconds: 0 }, { image: 'mid', size: '4Gi', startSeconds: 0 },
  // With 3Gi of the system: 84.5 % of 20Gi, so that the eviction manager, which acts above 85 %, keeps still.
  { image: 'kept', size: '8090Mi', startSeconds: 0 }, { image: 'all', size: '14234Mi', startSeconds: 0 },
];

function imageNames(cluster: FleetCluster): string[] {
  return (cluster.get<Node>('nodes', 'n0').status?.images ?? []).flatMap(({ names = [] }) => names).filter((name) => images.some(({ image }) => image === name)).sort();
}

describe('collection of images', () => {
  test('at 85 % of the disk the one that was used longest ago goes, as far as needed', () => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    for (const image of ['old', 'mid']) {
      cluster.addPod(image, { image });
      cluster.advance(130_000);
    }
    for (const image of ['old', 'mid']) cluster.delete('pods', `default/${image}`);
    cluster.advance(60_000);
    cluster.addPod('kept', { image: 'kept' });
    cluster.advance(240_000);
    expect(imageNames(cluster)).toEqual(['kept', 'mid', 'old']);
    cluster.advance(360_000);
    expect(imageNames(cluster)).toEqual(['kept', 'mid']);
    expect(cluster.eventsAbout('n0').filter((event) => /DiskSpace|Eviction|ImageGC/.test(event))).toEqual([]);
  });

  test('what is in use stays, and the node says so', () => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    cluster.addPod('all', { image: 'all' });
    cluster.advance(1_500_000);
    expect(imageNames(cluster)).toEqual(['all']);
    const events = cluster.eventsAbout('n0').filter((event) => /DiskSpace|ImageGC/.test(event));
    expect(events.map((event) => event.split(':')[0])).toEqual(['FreeDiskSpaceFailed', 'ImageGCFailed']);
    expect(events[0]).toMatch(/^FreeDiskSpaceFailed: Failed to garbage collect required amount of images\. Attempted to free \d+ bytes, but only found 0 bytes eligible to free\.$/);
  });
});
