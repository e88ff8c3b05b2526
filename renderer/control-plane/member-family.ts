import type { EtcdRole } from '../../shared/view/control-plane.ts';
import type { StateFamily } from '../../shared/view/states.ts';

/** The state family of a member of etcd by what it is in its group. */
export const memberFamily: Readonly<Record<EtcdRole, StateFamily>> = {
  Leader: 'ready', Follower: 'ready', Learner: 'working', Candidate: 'working', Unreachable: 'attention', Down: 'bad',
};
