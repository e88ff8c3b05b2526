/** How much of the past is plotted. */
export const spans = ['5m', '30m', 'all'] as const;
export type Span = (typeof spans)[number];
export const spanMs: Readonly<Record<Span, number>> = { '5m': 300_000, '30m': 1_800_000, all: Infinity };
