import { readdir, readFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** What a design is for tools that build real clusters, and configurations of such tools as machines. */

async function answerDialogs(editor: EditorPage, { file, folder }: { file: string; folder: string }): Promise<void> {
  await editor.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen.folder] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen.file });
  }, { file, folder });
}

const eksctl = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
- { name: db, instanceType: m5.large, desiredCapacity: 2, availabilityZones: [eu-west-1a] }
- { name: web, instanceType: m5.large, minSize: 1, maxSize: 3, availabilityZones: [eu-west-1a, eu-west-1b] }
`;

test('a configuration that is dropped becomes machines; the design is exported for another tool, with what that cannot say', async ({ editor, shared }) => {
  const { canvas, page } = editor;
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'cluster.yaml'));
    return data;
  }, eksctl);
  const before = await canvas.thing('Machine').count();
  await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer });
  await expect.poll(() => canvas.thing('Machine').count()).toBe(before + 2);
  // A group is drawn in each of its zones.
  await expect(canvas.thing('NodeGroup')).toHaveCount(2);

  const folder = path.join(shared.userDataFolder, 'terraform');
  await mkdir(folder);
  const file = path.join(shared.userDataFolder, 'my-kind.yaml');
  await answerDialogs(editor, { file, folder });
  await canvas.root.focus();
  await editor.press('Control+E');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'kind', exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Text of kind.yaml' })).toContainText('apiVersion: kind.x-k8s.io/v1alpha4');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Node groups become this many machines, and do not grow: web: 1' })).toBeVisible();
  await editor.screenshot('export-kind');
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(editor.toasts.filter({ hasText: 'Exported to my-kind.yaml' })).toBeVisible();
  expect(await readFile(file, 'utf8')).toContain('- role: worker\n');

  await editor.press('Control+E');
  await dialog.getByRole('radio', { name: 'Terraform (Amazon EKS)' }).click();
  await dialog.getByRole('radio', { name: 'node-groups.tf' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Text of node-groups.tf' })).toContainText('resource "aws_eks_node_group" "web"');
  await editor.screenshot('export-terraform');
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(editor.toasts.filter({ hasText: 'Exported to terraform' })).toBeVisible();
  expect((await readdir(folder)).toSorted()).toEqual(['cluster.tf', 'network.tf', 'node-groups.tf', 'roles.tf', 'versions.tf']);
});
