/** One design of the library, as a list shows it. Times are RFC 3339, wall clock. */
export interface LibraryEntry {
  id: string;
  name: string;
  createdAt: string;
  editedAt: string;
  deletedAt?: string;
  machines: number;
  pods: number;
  problems: number;
  /** Restored after the app ended unexpectedly. */
  recovered: boolean;
  fileName?: string;
  /** What the small picture draws: machines in order with the states of their pods (codes of `podStates`). */
  thumbnail: Thumbnail;
}

export interface Thumbnail {
  machines: { controlPlane: boolean; state: number; pods: number[] }[];
}

export interface SampleEntry {
  id: string;
  /** Catalogue keys are `sample.<id>.title` and `sample.<id>.summary`. */
  thumbnail: Thumbnail;
}

export interface RevisionEntry {
  revision: number;
  savedAt: string;
  label: string;
  machines: number;
  manifests: number;
}
