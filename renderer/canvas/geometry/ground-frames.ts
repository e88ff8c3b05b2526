import type { ClusterLayout } from './cluster-layout.ts';
import type { Rect } from './rect.ts';
import { cluster, groupFrame, namespaceFrame, vpcFrame, zone } from './sizes.ts';
import type { Viewport } from './visible-window.ts';

/** Least heights of headers on the screen: they stay readable at every zoom. */
const leastClusterHeader = 30;
const leastZoneHeader = 22;
const leastVpcHeader = 17;
const leastNamespaceHeader = 15;

export interface GroundFrames {
  /** In CSS px of the canvas. */
  cluster: Rect & { header: number };
  /** The VPC's, if there is one. */
  vpc: (Rect & { header: number })[];
  zones: (Rect & { header: number })[];
  /** Grounds of private subnets. */
  subnets: (Rect & { header: number })[];
  namespaces: (Rect & { header: number })[];
  groups: (Rect & { header: number })[];
}

/**
 * Cluster and zone frames on the screen. Their headers keep a readable height, so when zoomed out the frames grow upwards, away from the
 * machines, whose places
 * never change.
 */
export function groundFrames(layout: ClusterLayout, viewport: Viewport): GroundFrames {
  const { x, y, zoom } = viewport;
  const onScreen = (rect: Rect): Rect => ({
    x: rect.x * zoom + x,
    y: rect.y * zoom + y,
    width: rect.width * zoom,
    height: rect.height * zoom,
  });
  const zones = layout.zones.map((item) => {
    const rect = onScreen(item.rect);
    const header = Math.max(zone.headerHeight * zoom, leastZoneHeader);
    const extra = header - zone.headerHeight * zoom;
    return { ...rect, y: rect.y - extra, height: rect.height + extra, header };
  });
  const vpc = (layout.vpc ? [layout.vpc] : []).map((item) => {
    const rect = onScreen(item.rect);
    const header = Math.max(vpcFrame.headerHeight * zoom, leastVpcHeader);
    const top = Math.min(rect.y, ...zones.map(({ y: zoneTop }) => zoneTop - header));
    return { ...rect, y: top, height: rect.y + rect.height - top, header };
  });
  const subnets = (layout.vpc?.zones ?? []).map(({ privateGround }) => ({ ...onScreen(privateGround), header: 0 }));
  const namespaces = layout.frames.map((item) => {
    const rect = onScreen(item.rect);
    const own = namespaceFrame.headerHeight * zoom;
    const wanted = Math.max(own, leastNamespaceHeader) - own;
    // A frame beneath another grows as far as the gap between them allows.
    const isBelow = layout.frames.some((other) => other !== item && other.rect.y < item.rect.y && overlapsAcross(other.rect, item.rect));
    const extra = isBelow ? Math.min(wanted, namespaceFrame.gap * zoom) : wanted;
    return { ...rect, y: rect.y - extra, height: rect.height + extra, header: own + extra };
  });
  const groups = layout.groups.map((item) => ({ ...onScreen(item.rect), header: groupFrame.headerHeight * zoom }));
  const frame = onScreen(layout.cluster);
  const header = Math.max(cluster.headerHeight * zoom, leastClusterHeader);
  const contentTop = Math.min(frame.y + (cluster.headerHeight + cluster.padding) * zoom, ...vpc.map((item) => item.y), ...zones.map((item) => item.y), ...namespaces.map((item) => item.y));
  const top = Math.min(frame.y, contentTop - header - Math.min(cluster.padding * zoom, 6));
  return { cluster: { x: frame.x, y: top, width: frame.width, height: frame.y + frame.height - top, header }, vpc, zones, subnets, namespaces, groups };
}

function overlapsAcross(one: Rect, two: Rect): boolean {
  return one.x < two.x + two.width && two.x < one.x + one.width;
}
