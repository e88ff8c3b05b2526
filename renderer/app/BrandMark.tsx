/** The mark: a hexagon frame with a cluster of hexagons in it; the middle one takes the accent. */
export function BrandMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden focusable="false" style={{ flex: 'none', color: 'var(--text-1)' }}>
      <path d="M10 1.6l7.3 4.2v8.4L10 18.4l-7.3-4.2V5.8z" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" />
      <path d="M10 7.5l2.2 1.25v2.500L10 12.5l-2.2-1.25v-2.500z" fill="var(--accent)" />
      <path d="M10 3.9v1.900M4.8 13l1.6-.9M15.200 13l-1.6-.9" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" fill="none" />
    </svg>
  );
}
