import type { CloudView } from '../../../shared/view/cloud.ts';
import { changeOfCloud, changeOfCost } from '../../../shared/view/cloud-change.ts';
import type { CostView } from '../../../shared/view/cost.ts';
import type { ViewDelta, ViewList } from '../../../shared/view/feed.ts';
import type { CloudApi } from '../../engine/cloud/cloud.ts';

/** The cloud's part of the feed: as a whole at first, then what has changed. What things cost grows between views by itself. */
export class CloudFeed {
  private readonly cloud: CloudApi | undefined;
  private sent: { version: string; cloud: CloudView; cost: CostView } | undefined;

  constructor(cloud: CloudApi | undefined) {
    this.cloud = cloud;
  }

  list(): Pick<ViewList, 'cloud' | 'cost'> {
    if (!this.cloud) return {};
    const { cloud, cost } = this.sent = this.look(this.cloud);
    return { cloud, cost };
  }

  /** Undefined: nothing has changed. */
  delta(): Pick<ViewDelta, 'cloud' | 'cost'> | undefined {
    const { sent } = this;
    if (!this.cloud || !sent || this.cloud.version() === sent.version) return undefined;
    const now = this.look(this.cloud);
    const [cloud, cost] = [changeOfCloud(sent.cloud, now.cloud), changeOfCost(sent.cost, now.cost)];
    this.sent = now;
    return cloud || cost ? { ...(cloud ? { cloud } : {}), ...(cost ? { cost } : {}) } : undefined;
  }

  /** The account changes its own objects later, and what was sent has to stay as it was; rows of which there are many are made for each view. */
  private look(cloud: CloudApi): NonNullable<CloudFeed['sent']> {
    const { instances, volumes, ...rest } = cloud.view();
    return { version: cloud.version(), cloud: { ...structuredClone(rest), instances, volumes }, cost: cloud.cost() };
  }
}
