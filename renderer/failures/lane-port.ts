/** What the lanes know and a drag must ask: where time is. Set by the lanes as long as they are mounted. */
export interface LanePort {
  /** The field in which time is drawn, in window coordinates. */
  box(): DOMRect;
  msAt(clientX: number): number;
  panBy(px: number): void;
  /** Moves time so that what stands there, in window coordinates, is seen. */
  show(box: DOMRect): void;
}

let port: LanePort | undefined;

export function setLanePort(next: LanePort | undefined): void {
  port = next;
}

export function lanePort(): LanePort | undefined {
  return port;
}
