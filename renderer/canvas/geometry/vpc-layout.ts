import { bottom, boundsOf, grow, right, type Rect } from './rect.ts';
import { gatewayChip, vpcFrame, zone as zoneSize, zoneNetwork } from './sizes.ts';

/** What of a cloud's network is drawn; keys as selection knows them. */
export interface LayoutNetwork {
  vpc: string;
  internetGateway: string;
  zones: readonly NetworkZone[];
}

export interface NetworkZone {
  name: string;
  publicSubnet?: string;
  privateSubnet?: string;
  /** The NAT gateway that stands in it. */
  natGateway?: string;
}

export interface VpcLayout {
  key: string;
  /** Around its zones, with its header. */
  rect: Rect;
  /** What in it can be selected, the topmost first. */
  places: readonly { key: string; rect: Rect }[];
  /** The rows of each zone together, and the ground of its private subnet, in which its machines stand. */
  zones: readonly { name: string; rows: Rect; privateGround: Rect }[];
}

/** The VPC around frames of zones: subnets as rows at the head of each, a NAT gateway at the end of its public one, the Internet gateway on the VPC's upper edge. */
export function layOutVpc(network: LayoutNetwork, zones: readonly { name: string; rect: Rect }[]): VpcLayout | undefined {
  const own = zones.filter(({ name }) => network.zones.some((zone) => zone.name === name));
  const around = boundsOf(own.map(({ rect }) => rect));
  if (!around) return undefined;
  const inner = grow(around, vpcFrame.inset);
  const rect = { ...inner, y: around.y - vpcFrame.headerHeight, height: bottom(inner) - around.y + vpcFrame.headerHeight };
  const places: { key: string; rect: Rect }[] = [{
    key: network.internetGateway, rect: { x: rect.x + gatewayChip.left, y: rect.y - gatewayChip.height / 2, width: gatewayChip.width, height: gatewayChip.height },
  }];
  const laidOut = own.map(({ name, rect: frame }) => {
    const rows = { x: frame.x + zoneSize.inset, y: frame.y + zoneSize.headerHeight, width: frame.width - 2 * zoneSize.inset, height: 2 * zoneNetwork.rowHeight + zoneNetwork.gap };
    const { publicSubnet, privateSubnet, natGateway } = network.zones.find((zone) => zone.name === name) as NetworkZone;
    const row = (index: number): Rect => ({ ...rows, y: rows.y + index * (zoneNetwork.rowHeight + zoneNetwork.gap), height: zoneNetwork.rowHeight });
    if (natGateway !== undefined) places.push({ key: natGateway, rect: { ...row(0), x: right(rows) - zoneNetwork.natWidth, width: zoneNetwork.natWidth } });
    if (publicSubnet !== undefined) places.push({ key: publicSubnet, rect: row(0) });
    if (privateSubnet !== undefined) places.push({ key: privateSubnet, rect: row(1) });
    const top = row(1).y - 1;
    return { name, rows, privateGround: { x: frame.x + 3, y: top, width: frame.width - 6, height: bottom(frame) - top - 3 } };
  });
  places.push({ key: network.vpc, rect: { ...rect, height: vpcFrame.headerHeight } });
  return { key: network.vpc, rect, places, zones: laidOut };
}
