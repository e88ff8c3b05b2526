/** The application's mark as geometry, on a square of side 1: a dark tile and seven hexagons, six machines around one control plane. */

export interface Hexagon {
  x: number;
  y: number;
  /** Distance from the centre to the middle of a side, rounding included. */
  apothem: number;
  colour: string;
}

export const tile = { inset: 0.03, radius: 0.21, colour: '#15191c', edge: '#39434a', edgeWidth: 0.008 };

/** Rounding of a hexagon's corners, as a share of the tile. */
export const cornerRadius = 0.018;

const apothem = 0.117;
const pitch = 0.262;

/** Flat sides left and right; the centre is pale, the ring cobalt, lighter where light would fall. */
export const hexagons: Hexagon[] = [
  { x: 0.5, y: 0.5, apothem, colour: '#e8edf0' },
  ...[0, 60, 120, 180, 240, 300].map((degrees) => ({
    x: 0.5 + pitch * Math.cos((degrees * Math.PI) / 180),
    y: 0.5 + pitch * Math.sin((degrees * Math.PI) / 180),
    apothem,
    colour: degrees >= 180 ? '#7aa5ff' : '#3f6fe6',
  })),
];

/** The mark as SVG text, 512 units wide. */
export function markAsSvg(): string {
  const unit = (value: number) => (value * 512).toFixed(2).replace(/\.?0+$/, '');
  const shapes = hexagons.map((hexagon) => {
    const circumradius = (hexagon.apothem - cornerRadius) / Math.cos(Math.PI / 6);
    const points = [30, 90, 150, 210, 270, 330].map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return `${unit(hexagon.x + circumradius * Math.cos(angle))},${unit(hexagon.y + circumradius * Math.sin(angle))}`;
    });
    return `  <polygon points="${points.join(' ')}" fill="${hexagon.colour}" stroke="${hexagon.colour}"/>`;
  });
  const at = unit(tile.inset);
  const side = unit(1 - 2 * tile.inset);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" stroke-linejoin="round" stroke-width="${unit(2 * cornerRadius)}">
  <rect x="${at}" y="${at}" width="${side}" height="${side}" rx="${unit(tile.radius)}" fill="${tile.colour}"
    stroke="${tile.edge}" stroke-width="${unit(tile.edgeWidth)}"/>
${shapes.join('\n')}
</svg>
`;
}
