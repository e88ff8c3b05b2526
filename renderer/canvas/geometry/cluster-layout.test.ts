import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutCluster } from './cluster-layout.ts';
import type { LayoutInput, LayoutMachine } from './cluster-layout.ts';
import type { LaneCard, LaneGroup } from './lane-layout.ts';
import { encloses, intersects } from './rect.ts';
import type { Rect } from './rect.ts';

function machineOf(name: string, zone = 'a', height = 200, controlPlane = false): LayoutMachine {
  return { key: name, zone, controlPlane, height };
}

function inputOf(machines: LayoutMachine[], more: Partial<LayoutInput> = {}): LayoutInput {
  return { machines, lane: [], positions: {}, managed: false, trayHeight: 0, ...more };
}

/** Every card a stack of its own. */
function laneOf(cards: LaneCard[]): LaneGroup[] {
  return [{ namespace: 'default', isFramed: false, stacks: cards.map((item) => [item]) }];
}

const machines = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^[a-z]{1,3}$/),
    zone: fc.constantFrom('a', 'b', 'c'),
    controlPlane: fc.boolean(),
    height: fc.integer({ min: 170, max: 900 }),
  }),
  { selector: (item) => item.key, minLength: 1, maxLength: 30 },
);
const positions = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,3}$/),
  fc.record({ x: fc.integer({ min: -2_000, max: 2_000 }), y: fc.integer({ min: -2_000, max: 2_000 }) }),
);

function apart(rects: Iterable<Rect>): void {
  const all = [...rects];
  all.forEach((a, index) => all.slice(index + 1).forEach((b) => expect(intersects(a, b)).toBe(false)));
}

describe('node groups', () => {
  const burst = { key: 'burst', zones: ['a', 'b'], most: 4 };
  const inGroup = (name: string, zone: string, height = 200): LayoutMachine => ({ ...machineOf(name, zone, height), group: 'burst' });

  it('have a frame in each of their zones, around their machines, and one where they have none', () => {
    const layout = layOutCluster(inputOf([machineOf('w1', 'a'), inGroup('g1', 'a'), inGroup('g2', 'a')], { groups: [burst] }), new Map());
    expect(layout.zones.map(({ name, machines: count }) => [name, count])).toEqual([['a', 3], ['b', 0]]);
    expect(layout.groups.map(({ zone, machines: count }) => [zone, count])).toEqual([['a', 2], ['b', 0]]);
    const [full] = layout.groups;
    for (const name of ['g1', 'g2']) expect(encloses((full as { rect: Rect }).rect, layout.machines.get(name) as Rect)).toBe(true);
    expect(intersects((full as { rect: Rect }).rect, layout.machines.get('w1') as Rect)).toBe(false);
    layout.groups.forEach(({ rect }, index) => { expect(encloses((layout.zones[index] as { rect: Rect }).rect, rect)).toBe(true); });
  });

  it('without zones stand beside the machines, and machines of a group that there is not stand with the others', () => {
    const layout = layOutCluster(inputOf([machineOf('w1', ''), inGroup('g1', '')], { groups: [{ ...burst, zones: [] }] }), new Map());
    expect(layout.zones).toEqual([]);
    expect(layout.groups).toMatchObject([{ zone: '', machines: 1 }]);
    expect(layOutCluster(inputOf([inGroup('g1', 'a')]), new Map()).groups).toEqual([]);
  });

  it('move nobody while they grow within one column', () => {
    const memory = new Map();
    const others = [machineOf('w1', 'a'), machineOf('w2', 'b')];
    const before = layOutCluster(inputOf([...others, inGroup('g1', 'a')], { groups: [burst] }), memory).machines;
    const after = layOutCluster(inputOf([...others, inGroup('g1', 'a'), inGroup('g2', 'b'), inGroup('g3', 'a')], { groups: [burst] }), memory).machines;
    for (const name of ['w1', 'w2', 'g1']) expect(after.get(name)).toEqual(before.get(name));
  });

  it('never overlap each other or machines', () => {
    fc.assert(fc.property(machines, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (items, own) => {
      const all = items.map((item, index) => ({ ...item, ...(own[index] ? { group: 'burst' } : {}) }));
      const layout = layOutCluster(inputOf(all, { groups: [{ ...burst, most: 40 }, { key: 'other', zones: ['b'], most: 2 }] }), new Map());
      apart(layout.machines.values());
      apart([...layout.groups.map(({ rect }) => rect), ...all.filter(({ group }) => !group).map(({ key }) => layout.machines.get(key) as Rect)]);
      for (const { rect } of layout.groups) expect(encloses(layout.cluster, rect)).toBe(true);
    }));
  });
});

describe('cluster layout', () => {
  it('puts four machines in two by two, without zone frames for one zone', () => {
    const layout = layOutCluster(inputOf(['m', 'w1', 'w2', 'w3'].map((name) => machineOf(name))), new Map());
    expect(layout.zones).toEqual([]);
    expect([...layout.machines.values()].map(({ x, y }) => [x, y])).toEqual([
      [204, 46],
      [492, 46],
      [204, 258],
      [492, 258],
    ]);
  });

  it('frames zones side by side when there are several, control plane first', () => {
    const layout = layOutCluster(inputOf([machineOf('w1', 'a'), machineOf('c', 'a', 200, true), machineOf('w2', 'b')]), new Map());
    expect(layout.zones.map((item) => item.name)).toEqual(['a', 'b']);
    expect((layout.machines.get('c') as Rect).y).toBeLessThan((layout.machines.get('w1') as Rect).y);
    apart(layout.zones.map((item) => item.rect));
  });

  it('never overlaps machines, and the frame holds all', () => {
    fc.assert(
      fc.property(machines, positions, (items, moved) => {
        const layout = layOutCluster(inputOf(items, { positions: moved }), new Map());
        expect(layout.machines.size).toBe(items.length);
        apart(layout.machines.values());
        for (const rect of layout.machines.values()) {
          expect(rect.x >= layout.cluster.x && rect.y >= layout.cluster.y + 34).toBe(true);
          expect(
            rect.x + rect.width <= layout.cluster.x + layout.cluster.width &&
              rect.y + rect.height <= layout.cluster.y + layout.cluster.height,
          ).toBe(true);
        }
      }),
    );
  });

  it('leaves machines where they are when others are added or removed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(11), { maxLength: 4 }), (count, removed) => {
        const memory = new Map();
        const names = Array.from({ length: count }, (_, index) => `w${index}`);
        const before = layOutCluster(inputOf(names.map((name) => machineOf(name))), memory).machines;
        const kept = names.filter((_, index) => !removed.includes(index));
        const after = layOutCluster(inputOf([...kept, ...(count < 12 ? ['new'] : [])].map((name) => machineOf(name))), memory).machines;
        for (const name of kept) expect(after.get(name)).toEqual(before.get(name));
      }),
    );
  });

  it('keeps a moved machine where it was put', () => {
    const layout = layOutCluster(inputOf([machineOf('w1'), machineOf('w2')], { positions: { w2: { x: 700, y: 410 } } }), new Map());
    expect(layout.machines.get('w2')).toMatchObject({ x: 700, y: 410 });
  });

  it('continues a full lane to the left, so that machines keep their places', () => {
    const few = layOutCluster(inputOf([machineOf('w1')], { lane: laneOf([{ key: 'c', height: 150 }]) }), new Map());
    const many = layOutCluster(
      inputOf([machineOf('w1')], { lane: laneOf(Array.from({ length: 20 }, (_, index) => ({ key: `c${index}`, height: 150 }))) }),
      new Map(),
    );
    expect(many.machines.get('w1')).toEqual(few.machines.get('w1'));
    apart(many.cards.values());
    expect(many.cluster.x).toBeLessThan(0);
  });

  it('stands the managed control plane outside the frame', () => {
    const layout = layOutCluster(inputOf([], { managed: true }), new Map());
    apart([layout.cluster, layout.managed as Rect]);
  });

  it('stands load balancers between where requests come from and the frame, which do not move aside for more of them nor for fewer', () => {
    const outside = [{ key: 'people', height: 70 }];
    const balancers = ['one', 'two'].map((key) => ({ key, height: 54 }));
    const layout = layOutCluster(inputOf([], { outside, balancers, managed: true, hasBalancerColumn: true }), new Map());
    apart([layout.cluster, layout.managed as Rect, ...layout.cards.values()]);
    const at = (key: string): Rect => layout.cards.get(key) as Rect;
    expect(at('people').x + at('people').width).toBeLessThan(at('one').x);
    expect(at('one').x).toBe(at('two').x);
    for (const fewer of [balancers.slice(1), []])
      expect(layOutCluster(inputOf([], { outside, balancers: fewer, managed: true, hasBalancerColumn: true }), new Map()).cards.get('people')).toEqual(at('people'));
  });

  it('puts the tray below the cards, clear of everything, and moves nothing for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 50, max: 200 }), { maxLength: 9 }),
        fc.integer({ min: 84, max: 900 }),
        machines,
        (heights, trayHeight, items) => {
          const lane = laneOf(heights.map((height, index) => ({ key: `card-${index}`, height })));
          const without = layOutCluster(inputOf(items, { lane }), new Map());
          const layout = layOutCluster(inputOf(items, { lane, trayHeight }), new Map());
          apart([layout.tray as Rect, ...layout.cards.values(), ...layout.machines.values()]);
          expect(layout.machines).toEqual(without.machines);
          expect(layout.cards).toEqual(without.cards);
          expect(layout.cluster.y + layout.cluster.height).toBeGreaterThanOrEqual((layout.tray as Rect).y + trayHeight);
        },
      ),
    );
  });

  it('lays out 5,000 machines', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => machineOf(`w${index}`, `z${index % 3}`, 900));
    const layout = layOutCluster(inputOf(items), new Map());
    expect(layout.machines.size).toBe(5_000);
    const aspect = layout.cluster.width / layout.cluster.height;
    expect(aspect).toBeGreaterThan(1);
    expect(aspect).toBeLessThan(2.5);
  });
});
