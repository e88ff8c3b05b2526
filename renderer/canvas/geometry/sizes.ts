/**
 * Measurements of things on the canvas at 100 %, from the visual language ("Objects and zoom levels"). The world keeps one geometry at
 * every zoom
 * level, so that a place on the canvas stays that place: middle and far only draw the same boxes with less in them.
 */
export const grid = 20;
export const snapStep = 10;

export const cluster = { headerHeight: 34, padding: 12, radius: 14, minWidth: 800, minHeight: 460 } as const;
export const zone = { headerHeight: 26, inset: 8, radius: 10, gap: 12 } as const;

export const machine = {
  width: 276,
  headerHeight: 38,
  bodyInset: 8,
  footerHeight: 42,
  gap: 12,
  radius: 8,
  /** Body of a machine without pods: room for one pod, so that there is somewhere to drop. */
  emptyBodyHeight: 74,
  componentRowHeight: 25,
  componentGap: 4,
} as const;

export const pod = {
  width: 125,
  gap: 6,
  headerHeight: 34,
  padding: 6,
  containerHeight: 20,
  containerGap: 3,
  volumeHeight: 17,
  /** Columns inside a machine. */
  columns: 2,
} as const;

export const card = {
  width: 168,
  /** Between stacks, and between cards of no stack. */
  gap: 12,
  /** Between the cards of one stack. */
  stackGap: 6,
  /** What belongs to the workload above it is set in. */
  indent: 12,
  /** Between columns of the lane: edges run there. */
  columnGap: 24,
  /** Head of a workload's card; cards of other kinds are only a head. */
  headerHeight: 50,
  compactHeight: 40,
  detailHeight: 14,
  containerHeight: 20,
  containerGap: 3,
  volumeHeight: 17,
  replicasHeight: 46,
  /** Handle of a rate, below the fact that says what comes of it. */
  rateHeight: 28,
  padding: 8,
  /** A column of the lane is full at this height; the next one stands to its left. */
  laneHeight: 800,
} as const;

/** Frame around the cards of one namespace. */
export const namespaceFrame = { headerHeight: 24, inset: 7, gap: 12, radius: 10 } as const;
/** A folded namespace: a row per kind. */
export const foldedNamespace = { rowHeight: 22 } as const;

export const tray = { width: 125 + 2 * 10, headerHeight: 30, padding: 10, gap: 18, minHeight: 84, shown: 12 } as const;
/** Frame around the machines of a node group in one zone: two rows with its name and its size, and room for a sentence while it has no machine there. */
export const groupFrame = { headerHeight: 58, inset: 8, emptyHeight: 44, radius: 10 } as const;

/** Frame of a cloud's VPC around its zones. */
export const vpcFrame = { headerHeight: 28, inset: 8, radius: 12 } as const;
/** What a zone of a VPC has above its machines: a row for each of its subnets, and space in which edges cross. */
export const zoneNetwork = { rowHeight: 22, gap: 3, natWidth: 56, height: 2 * 22 + 3 + 12, emptyHeight: 96 } as const;
/** The Internet gateway, on the upper edge of the VPC. */
export const gatewayChip = { width: 138, height: 22, left: 12 } as const;

/** What stands outside the cluster: where requests come from. */
export const outsideCard = { width: 145 } as const;
/** Between where requests come from and the cluster. `gap` is left of it, `frameGap` right of it: edges run there, with their rates. */
export const balancerCard = { width: 152, height: 54, gap: 40, frameGap: 24 } as const;
export const managedCard = { width: 145, height: 86 } as const;

/** Space between lane, zones and machines where edges run. */
export const gutter = 24;
