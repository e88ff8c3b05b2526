/** Where a window is on the desktop, in device-independent pixels. */
export interface WindowPlace {
  x: number;
  y: number;
  width: number;
  height: number;
  maximized: boolean;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest window in which every panel still has room. */
export const minimumSize = { width: 1024, height: 640 } as const;
const defaultSize = { width: 1440, height: 900 } as const;
/** A title bar must show at least this much for a person to get hold of the window. */
const graspable = { width: 120, height: 40 } as const;

/**
 * Where to open the window: where it was, if that is still on a display (one may have been unplugged), else centred by the system (no x
 * and y).
 * @param displays work areas
 */
export function placeWindow(remembered: WindowPlace | undefined, displays: readonly Rectangle[]): {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
} {
  const width = Math.max(remembered?.width ?? defaultSize.width, minimumSize.width);
  const height = Math.max(remembered?.height ?? defaultSize.height, minimumSize.height);
  const maximized = remembered?.maximized ?? false;
  if (!remembered || !displays.some((display) => showsTitle({ x: remembered.x, y: remembered.y, width, height }, display))) {
    return { width, height, maximized };
  }
  return { x: remembered.x, y: remembered.y, width, height, maximized };
}

function showsTitle(window: Rectangle, display: Rectangle): boolean {
  const visibleWidth = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x);
  return visibleWidth >= graspable.width && window.y >= display.y && window.y + graspable.height <= display.y + display.height;
}
