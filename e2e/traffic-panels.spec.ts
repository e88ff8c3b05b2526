import { expectAccessible } from './axe.ts';
import { expect, test } from './shared-app.ts';

const shop = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: example/web, ports: [{ containerPort: 80 }] }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: clusterwright.dev/v1
kind: TrafficSource
metadata: { name: shoppers }
spec: { target: { service: { namespace: default, name: web } }, rate: { pattern: Constant, rps: 20 } }
---
apiVersion: clusterwright.dev/v1
kind: TrafficSource
metadata: { name: lost }
spec: { target: { host: nowhere.example }, rate: { pattern: Constant, rps: 3 } }
---
apiVersion: clusterwright.dev/v1
kind: NodeGroup
metadata: { name: workers }
spec: { minSize: 2, maxSize: 4, bootSeconds: 5 }
`;

const source = (name: string): { apiVersion: string; kind: string; name: string } => ({ apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name });

test('panels show what comes of requests, and the rate of a source is edited with its pattern', async ({ editor }) => {
  const { page, inspector, api } = editor;
  await editor.addYaml(shop);
  await editor.runUntilQuiet();

  await editor.select(source('lost'));
  await expect(inspector.getByText(/There is no host nowhere.example/)).toBeVisible();

  await editor.openTab('Why?');
  await expect(inspector.getByText('100 % of its 3 requests per second fail')).toBeVisible();
  await editor.openTab('Overview');

  await editor.command('Show problems');
  const problem = page.getByRole('region', { name: 'Problems' }).getByRole('listitem').filter({ hasText: '100 % of the requests of lost fail' });
  await expect(problem).toContainText('There is no host nowhere.example');
  await expectAccessible(page, 'problems');
  await problem.getByRole('button', { name: 'Follow a request' }).click();
  const follow = page.getByRole('region', { name: 'Follow a request' });
  await expect(follow.getByRole('status')).toContainText('There is no host nowhere.example');
  await expect(follow.getByRole('checkbox', { name: 'Only one that fails' })).toBeChecked();
  await follow.getByRole('button', { name: 'Back to the inspector' }).click();

  await editor.select(source('shoppers'));
  await expect(inspector.getByRole('region', { name: 'Traffic now' })).toContainText('20 req/s');
  await inspector.getByRole('radio', { name: 'Ramp' }).click();
  await expect.poll(async () => (await api.live('TrafficSource', 'shoppers'))?.['spec']).toMatchObject({ rate: { pattern: 'Ramp', fromRps: 20, toRps: 40, seconds: 300 } });
  await expect(inspector.getByRole('img', { name: 'Ramp: from 20 req/s to 40 req/s' })).toBeVisible();
  await inspector.getByRole('switch', { name: 'Sends requests' }).click();
  await expect.poll(async () => (await api.live('TrafficSource', 'shoppers'))?.['spec']).toMatchObject({ paused: true });
  await expectAccessible(page, 'overview of a source');

  await editor.select({ kind: 'NodeGroup', name: 'workers' });
  await expect(inspector.getByRole('list', { name: 'Machines of workers' }).getByRole('listitem')).toHaveCount(2);

  await page.getByRole('tab', { name: 'Usage' }).click();
  const legend = page.getByRole('table', { name: 'Lines' });
  await expect(legend.getByRole('button')).toHaveCount(3);
  await expect(page.getByRole('img', { name: /lost: requests 3 req\/s, failed 3 req\/s/ })).toBeVisible();
  await legend.getByRole('button', { name: 'lost' }).click();
  await expect(page.getByRole('img', { name: /lost: requests/ })).toHaveCount(0);
  await expectAccessible(page, 'usage');
  await editor.screenshot('usage');
});
