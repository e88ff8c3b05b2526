import { beforeEach, describe, expect, it } from 'vitest';
import { layOutCluster, type ClusterLayout } from './geometry/cluster-layout.ts';
import { FittedView } from './fitted-view.ts';
import type { Viewport } from './geometry/visible-window.ts';

function clusterOf(count: number): ClusterLayout {
  const machines = Array.from({ length: count }, (_, index) => ({ key: `w${index}`, zone: `z${index % 2}`, controlPlane: false, height: 400 }));
  return layOutCluster({ machines, lane: [], positions: {}, managed: false, trayHeight: 100 }, new Map());
}

const whole = { width: 900, height: 700 };
const narrow = { width: 500, height: 700 };

describe('the view of the canvas', () => {
  let state: { viewport: Viewport; size: typeof whole; layout: ClusterLayout; now: number };
  let view: FittedView;

  beforeEach(() => {
    state = { viewport: { x: 0, y: 0, zoom: 1 }, size: whole, layout: clusterOf(4), now: 0 };
    view = new FittedView({
      viewport: () => state.viewport, size: () => state.size, layout: () => state.layout, now: () => state.now,
      go: (viewport) => { state.viewport = viewport; },
    });
    view.fit(true);
  });

  const resize = (size: typeof whole): void => {
    state.now += 1000;
    state.size = size;
    view.resized();
  };

  it('comes back to where it was when a panel gives the room back, however many steps that takes', () => {
    const before = state.viewport;
    resize({ width: 700, height: 700 });
    resize(narrow);
    expect(state.viewport.zoom).toBeLessThan(before.zoom);
    resize({ width: 700, height: 700 });
    resize(whole);
    expect(state.viewport).toEqual(before);
  });

  it('stays where the person has moved it', () => {
    resize(narrow);
    const moved = { ...state.viewport, x: state.viewport.x + 50 };
    state.viewport = moved;
    resize(whole);
    expect(state.viewport).toEqual(moved);
    state.layout = clusterOf(40);
    view.grown();
    expect(state.viewport).toEqual(moved);
  });

  it('shows the whole cluster again when that has grown in the meantime', () => {
    const before = state.viewport;
    resize(narrow);
    state.now += 1000;
    state.layout = clusterOf(12);
    view.grown();
    resize(whole);
    expect(state.viewport.zoom).toBeLessThan(before.zoom);
    const refitted = new FittedView({ viewport: () => state.viewport, size: () => whole, layout: () => state.layout, now: () => 0, go: (viewport) => expect(viewport).toEqual(state.viewport) });
    refitted.fit(true);
  });
});
