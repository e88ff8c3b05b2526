/** An Electron runtime unpacked on this machine. */
export interface ElectronRuntime {
  /** `official` comes from Electron's release page; `fallback` is the pinned older one, for development and tests only. */
  kind: 'official' | 'fallback';
  /** Electron's version, such as `45.4.1`. */
  version: string;
  /** Folder holding the unpacked distribution (electron-builder's `electronDist`). */
  folder: string;
  /** The program to run. */
  executable: string;
}
