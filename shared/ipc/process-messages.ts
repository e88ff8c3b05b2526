import type { Result } from '../result.ts';
import type { RequestName } from './contract.ts';
import type { AppError } from './errors.ts';

/** A file on disk and the SHA-256 of the text that it held when it was last read or written. */
export interface LinkedFile {
  fileName: string;
  filePath: string;
  digest: string;
}

/** From main to the control plane process. */
export type ToControlPlane =
  /** Comes with the window's MessagePort, which replaces the one before. */
  | { type: 'window' }
  /** Main asks on its own behalf: any channel of the contract. */
  | { type: 'request'; id: number; channel: RequestName; payload: unknown }
  /** A design's name and file (`{ name, file?: LinkedFile }`); the window never learns paths. */
  | { type: 'fileOf'; id: number; designId: string }
  /** Saves everything, closes the database and ends. */
  | { type: 'shutdown' };

/** From the control plane process to main. */
export type FromControlPlane =
  | { type: 'ready' }
  | { type: 'answer'; id: number; result: Result<unknown, AppError> };

/** Command line of the control plane process. */
export interface ControlPlaneArguments {
  dataFolder: string;
  temporaryFolder: string;
  samplesFolder: string;
  /** Program of the thread that compares designs. */
  compareProgram: string;
}
