import type { Answer, RequestName, RequestOf } from '../../../shared/ipc/contract.ts';
import type { ControlPlane } from '../control-plane.ts';

/** Answers one channel. Expected failures are returned; what is thrown becomes an Internal error. */
export type Handler<K extends RequestName> = (request: RequestOf<K>, controlPlane: ControlPlane) => Answer<K>;

/** Handlers by channel name; each file of this folder has one map. */
export type Handlers = { [K in RequestName]?: Handler<K> };
