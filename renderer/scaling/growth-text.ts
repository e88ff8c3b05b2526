import type { ScalingChain } from '../../shared/view/scaling.ts';
import type { Text } from '../i18n/use-text.ts';
import { growthOf, machinesOf } from './chain-rows.ts';

/** `3 → 7 replicas, 2 machines`. */
export function growthText(chain: ScalingChain, { t }: Text): string {
  const growth = growthOf(chain);
  const machines = machinesOf(chain);
  const pods = 'more' in growth ? t('timeline:scaling.pods', { count: growth.more }) : t('timeline:scaling.replicas', growth);
  return machines === 0 ? pods : `${pods}, ${t('timeline:scaling.machines', { count: machines })}`;
}
