import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeIcns, encodeIco, encodePng } from './encode.ts';
import { hexagons, markAsSvg, tile } from './mark.ts';
import { rasterMark } from './raster.ts';

function pixel(pixels: Uint8Array, size: number, x: number, y: number): string {
  const at = (Math.floor(y * size) * size + Math.floor(x * size)) * 4;
  return `#${[...pixels.subarray(at, at + 3)].map((value) => value.toString(16).padStart(2, '0')).join('')} ${pixels[at + 3]}`;
}

test('the picture shows the mark: hexagons on a tile on nothing', () => {
  const size = 128;
  const pixels = rasterMark(size);
  for (const { x, y, colour } of hexagons) expect(pixel(pixels, size, x, y)).toBe(`${colour} 255`);
  expect(pixel(pixels, size, 0.5, 0.08)).toBe(`${tile.colour} 255`);
  expect(pixel(pixels, size, 0.001, 0.001)).toMatch(/ 0$/);
});

test('a PNG holds exactly the pixels it was made of', () => {
  const pixels = rasterMark(16);
  const png = encodePng(pixels, 16);
  const length = png.readUInt32BE(33);
  expect(png.toString('latin1', 37, 41)).toBe('IDAT');
  const rows = inflateSync(png.subarray(41, 41 + length));
  const found = Buffer.concat(Array.from({ length: 16 }, (_, row) => rows.subarray(row * 65 + 1, row * 65 + 65)));
  expect(found.equals(Buffer.from(pixels))).toBe(true);
});

test('icon files point at their pictures', () => {
  const picture = { size: 256, png: encodePng(rasterMark(16), 16) };
  const ico = encodeIco([picture]);
  expect(ico.subarray(ico.readUInt32LE(18)).equals(picture.png)).toBe(true);
  expect(ico.readUInt8(6)).toBe(0);
  const icns = encodeIcns([picture]);
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  expect(icns.toString('latin1', 8, 12)).toBe('ic08');
  expect(() => encodeIcns([{ ...picture, size: 48 }])).toThrow(RangeError);
});

test('the drawn files are those of the mark (else run: npm run icons)', () => {
  expect(readFileSync(path.join(import.meta.dirname, 'icon.svg'), 'utf8')).toBe(markAsSvg());
  const png = readFileSync(path.join(import.meta.dirname, 'icon.png'));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
});
