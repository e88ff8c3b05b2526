import type { Locator } from '@playwright/test';
import { steadyCentre } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** The frame of a node group: its machines, and the numbers that a person sets. */

const group = `
apiVersion: clusterwright.dev/v1
kind: NodeGroup
metadata: { name: burst }
spec: { minSize: 0, maxSize: 3, type: m5.large, bootSeconds: 5, zones: [us-east-1a] }
`;

const number = ({ page }: EditorPage, field: string): Locator => page.getByRole('spinbutton', { name: `${field} of burst` });

async function spec({ api }: EditorPage): Promise<Record<string, unknown>> {
  return (await api.live('NodeGroup', 'burst'))?.spec ?? {};
}

test('an empty group is seen; its numbers are set by mouse and keyboard, and its machines stand in its frame', async ({ editor }) => {
  const { canvas, page } = editor;
  await editor.addYaml(group);
  const frame = canvas.root.locator('.ground-group');
  await expect(frame).toHaveCount(1);
  await expect(canvas.thing('NodeGroup', 'burst')).toContainText('No machines');
  await editor.screenshot('group-empty');

  // One more by the button, one more by the key.
  await page.getByRole('button', { name: 'desiredSize of burst: one more' }).click();
  await expect.poll(() => spec(editor)).toMatchObject({ desiredSize: 1 });
  await number(editor, 'desiredSize').focus();
  await editor.press('ArrowUp');
  await expect.poll(() => spec(editor)).toMatchObject({ desiredSize: 2 });
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await clock.getByRole('button', { name: /^10\s*times/ }).click();
  await expect(canvas.thing('Machine')).toHaveCount(2);
  await expect(canvas.thing('NodeGroup', 'burst')).toContainText('2 of 2 Ready');
  // Nobody needs them: before the autoscaler takes them away the clock stands.
  await clock.getByRole('button', { name: 'Pause' }).click();
  const around = await frame.boundingBox();
  for (const machine of await canvas.thing('Machine').all()) {
    const box = await machine.boundingBox();
    expect(box && around && box.x > around.x && box.x + box.width < around.x + around.width && box.y > around.y && box.y + box.height < around.y + around.height).toBe(true);
  }

  // No more than the maximum, no fewer than the minimum.
  await number(editor, 'desiredSize').focus();
  await editor.press('PageUp');
  await expect.poll(() => spec(editor)).toMatchObject({ desiredSize: 3 });
  const max = await steadyCentre(number(editor, 'maxSize'));
  await canvas.drag(max, { x: max.x + 60, y: max.y });
  await expect.poll(async () => (await spec(editor))['maxSize']).toBe(7);
  await expect(editor.toasts.filter({ hasText: 'refused' })).toHaveCount(0);
  await editor.undo();
  await expect.poll(() => spec(editor)).toMatchObject({ maxSize: 3, desiredSize: 3 });
  await page.getByRole('button', { name: 'minSize of burst: one more' }).click();
  await expect.poll(() => spec(editor)).toMatchObject({ minSize: 1 });
  await editor.screenshot('group-grown');
});

test('a type of machine dropped on the frame is confirmed first, and a control plane is refused', async ({ editor }) => {
  const { canvas, hint, page } = editor;
  await editor.addYaml(group);
  const head = canvas.thing('NodeGroup', 'burst');
  await canvas.dragFromPalette('controlPlane', head, async () => { await expect(hint).toContainText('a control plane is a machine of its own'); });
  await canvas.dragFromPalette('worker', head, async () => { await expect(hint).toContainText('m5.large already'); });
  await expect(canvas.thing('Machine')).toHaveCount(0);
  await canvas.paletteItem('worker').focus();
  await editor.press('ArrowRight');
  await canvas.dragFromPalette('worker.m5.xlarge', head, async () => { await expect(hint).toContainText('spec.type m5.xlarge'); });
  expect(await spec(editor)).toMatchObject({ type: 'm5.large' });
  await page.getByRole('menuitem', { name: /^Make machines of type m5.xlarge/ }).click();
  await expect.poll(() => spec(editor)).toMatchObject({ type: 'm5.xlarge' });
  await expect(head).toContainText('m5.xlarge');
  await editor.undo();
  await expect.poll(() => spec(editor)).toMatchObject({ type: 'm5.large' });
});
