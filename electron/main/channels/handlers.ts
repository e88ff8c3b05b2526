import type { Answer, RequestName, RequestOf } from '../../../shared/ipc/contract.ts';

export type MainHandler<K extends RequestName> = (request: RequestOf<K>) => Promise<Answer<K>> | Answer<K>;

/** Handlers by channel name; each file of this folder has one map. */
export type MainHandlers = { [K in RequestName]?: MainHandler<K> };
