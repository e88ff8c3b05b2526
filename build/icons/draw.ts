/** `npm run icons`: writes the icon files from the mark's geometry. Run it after changing `mark.ts` and commit the result. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeIcns, encodeIco, encodePng } from './encode.ts';
import { markAsSvg } from './mark.ts';
import { rasterMark } from './raster.ts';

const folder = import.meta.dirname;
const picture = (size: number) => ({ size, png: encodePng(rasterMark(size), size) });

writeFileSync(path.join(folder, 'icon.svg'), markAsSvg());
writeFileSync(path.join(folder, 'icon.png'), picture(512).png);
writeFileSync(path.join(folder, 'icon.ico'), encodeIco([16, 24, 32, 48, 64, 128, 256].map(picture)));
writeFileSync(path.join(folder, 'icon.icns'), encodeIcns([16, 32, 64, 128, 256, 512].map(picture)));
