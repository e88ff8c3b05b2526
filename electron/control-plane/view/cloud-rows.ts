import type { ViewList } from '../../../shared/view/feed.ts';
import type { CloudApi } from '../../engine/cloud/cloud.ts';

type CloudRows = Pick<ViewList, 'cloud' | 'cost'>;

/** The cloud's part of the feed: as a whole, whenever something of it has changed. What things cost grows between views by itself. */
export class CloudFeed {
  private readonly cloud: CloudApi | undefined;
  private sent = '';

  constructor(cloud: CloudApi | undefined) {
    this.cloud = cloud;
  }

  list(): CloudRows {
    if (!this.cloud) return {};
    this.sent = this.cloud.version();
    return { cloud: this.cloud.view(), cost: this.cloud.cost() };
  }

  /** Undefined: nothing has changed. */
  delta(): CloudRows | undefined {
    return !this.cloud || this.cloud.version() === this.sent ? undefined : this.list();
  }
}
