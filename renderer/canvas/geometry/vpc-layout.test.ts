import { describe, expect, it } from 'vitest';
import { layOutCluster, type ClusterLayout, type LayoutInput, type LayoutMachine } from './cluster-layout.ts';
import { encloses, intersects, type Rect } from './rect.ts';
import type { LayoutNetwork } from './vpc-layout.ts';

const network: LayoutNetwork = {
  vpc: 'vpc', internetGateway: 'igw', zones: ['a', 'b', 'c'].map((name) => ({ name, publicSubnet: `public-${name}`, privateSubnet: `private-${name}`, ...(name === 'a' ? { natGateway: 'nat' } : {}) })),
};

function layOut(machines: LayoutMachine[], more: Partial<LayoutInput> = {}): ClusterLayout {
  return layOutCluster({ machines, lane: [], positions: {}, managed: true, trayHeight: 0, network, ...more }, new Map());
}
const machineOf = (key: string, zone: string): LayoutMachine => ({ key, zone, controlPlane: false, height: 200 });
const placeOf = ({ vpc }: ClusterLayout, key: string): Rect => vpc?.places.find((place) => place.key === key)?.rect as Rect;
const zoneOf = ({ zones }: ClusterLayout, name: string): Rect => zones.find((zone) => zone.name === name)?.rect as Rect;

describe('the network of a cloud', () => {
  it('frames every zone, also those without machines, and the VPC around all of them', () => {
    const layout = layOut([machineOf('w1', 'b')]);
    expect(layout.zones.map(({ name, machines }) => [name, machines])).toEqual([['a', 0], ['b', 1], ['c', 0]]);
    for (const { rect } of layout.zones) expect(encloses(layout.vpc?.rect as Rect, rect)).toBe(true);
    expect(encloses(layout.cluster, layout.vpc?.rect as Rect)).toBe(true);
    layout.zones.forEach(({ rect }, index) => { for (const other of layout.zones.slice(index + 1)) expect(intersects(rect, other.rect)).toBe(false); });
  });

  it('has subnets above the machines of a zone, and its NAT gateway at the end of the public one', () => {
    const layout = layOut([machineOf('w1', 'a'), machineOf('w2', 'a')]);
    for (const key of ['public-a', 'private-a', 'nat']) {
      expect(encloses(zoneOf(layout, 'a'), placeOf(layout, key))).toBe(true);
      for (const rect of layout.machines.values()) expect(intersects(rect, placeOf(layout, key))).toBe(false);
    }
    expect(encloses(placeOf(layout, 'public-a'), placeOf(layout, 'nat'))).toBe(true);
    expect(layout.vpc?.places.findIndex(({ key }) => key === 'nat')).toBeLessThan(layout.vpc?.places.findIndex(({ key }) => key === 'public-a') ?? -1);
    const ground = layout.vpc?.zones.find(({ name }) => name === 'a')?.privateGround as Rect;
    for (const rect of layout.machines.values()) expect(encloses(ground, rect)).toBe(true);
    expect(placeOf(layout, 'igw').y).toBeLessThan(layout.vpc?.rect.y ?? -Infinity);
  });

  it('moves nothing aside when the first machine of a zone comes, nor when it goes', () => {
    const memory = new Map();
    const of = (machines: LayoutMachine[]): ClusterLayout => layOutCluster({ machines, lane: [], positions: {}, managed: true, trayHeight: 0, network }, memory);
    const before = of([machineOf('w1', 'a'), machineOf('w3', 'c')]);
    const between = of([machineOf('w1', 'a'), machineOf('w3', 'c'), machineOf('w2', 'b')]);
    for (const name of ['w1', 'w3']) expect(between.machines.get(name)).toEqual(before.machines.get(name));
    for (const key of ['public-b', 'private-c', 'nat', 'igw']) expect(placeOf(between, key)).toEqual(placeOf(before, key));
    expect(of([machineOf('w1', 'a'), machineOf('w3', 'c')])).toEqual(before);
  });

  it('is not there without one', () => {
    expect(layOutCluster({ machines: [machineOf('w1', 'a')], lane: [], positions: {}, managed: true, trayHeight: 0 }, new Map())).toMatchObject({ zones: [] });
    expect(layOutCluster({ machines: [], lane: [], positions: {}, managed: true, trayHeight: 0 }, new Map()).vpc).toBeUndefined();
  });
});
