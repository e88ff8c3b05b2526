import type { Thumbnail } from '../../shared/ipc/library.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ThumbnailMachine extends Box {
  controlPlane: boolean;
  state: number;
  cells: { x: number; y: number; state: number }[];
}

export interface ThumbnailLayout {
  frame: Box;
  machines: ThumbnailMachine[];
  cell: number;
}

/** The picture is drawn in a box of this size. */
export const pictureSize = { width: 216, height: 112 };

const gap = 8;
const padding = 12;

/** Where machines and their pods stand in the small picture: up to eight machines in one or two rows, as many cells as fit. Pure. */
export function thumbnailLayout(thumbnail: Thumbnail): ThumbnailLayout {
  const machines = thumbnail.machines.slice(0, 8);
  const rows = machines.length > 4 ? 2 : 1;
  const columns = Math.max(1, Math.ceil(machines.length / rows));
  const width = Math.min(56, (pictureSize.width - padding * 2 - gap * (columns - 1)) / columns);
  const height = rows === 2 ? 36 : 68;
  const cell = 8;
  const frameWidth = Math.max(columns * width + (columns - 1) * gap + padding * 2, 120);
  const frameHeight = rows * height + (rows - 1) * gap + padding * 2;
  const frame = { x: (pictureSize.width - frameWidth) / 2, y: (pictureSize.height - frameHeight) / 2, width: frameWidth, height: frameHeight };
  const left = frame.x + (frameWidth - columns * width - (columns - 1) * gap) / 2;
  return {
    frame, cell,
    machines: machines.map((machine, index) => {
      const box = { x: left + (index % columns) * (width + gap), y: frame.y + padding + Math.floor(index / columns) * (height + gap), width, height };
      const perRow = Math.max(1, Math.floor((width - 8 + 3) / (cell + 3)));
      const rowCount = Math.max(1, Math.floor((height - 12 + 3) / (cell + 3)));
      const cells = machine.pods.slice(0, perRow * rowCount).map((state, at) => ({
        x: box.x + 5 + (at % perRow) * (cell + 3), y: box.y + 8 + Math.floor(at / perRow) * (cell + 3), state,
      }));
      return { ...box, controlPlane: machine.controlPlane, state: machine.state, cells };
    }),
  };
}
