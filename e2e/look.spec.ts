import { expectAccessible as expectAccessibleNow } from './axe.ts';
import type { EditorPage } from './editor-page.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** Nothing is cut off, nothing keeps anybody out: both languages, both themes, the sizes that people have. Pictures are kept for the eye. */

type Preferences = { theme?: 'dark' | 'light'; language?: 'en' | 'pt-BR'; reducedMotion?: boolean };

const words = {
  en: { dark: 'Dark', light: 'Light', settings: 'Settings', language: 'English', motion: 'Reduce motion' },
  'pt-BR': { dark: 'Escuro', light: 'Claro', settings: 'Configurações', language: 'Português (Brasil)', motion: 'Reduzir movimento' },
} as const;

/** Chooses in the settings dialog, as a person does. */
async function choose(editor: EditorPage, { theme, language, reducedMotion }: Preferences): Promise<void> {
  const now = async (): Promise<keyof typeof words> => (await editor.page.locator('html').getAttribute('lang')) as keyof typeof words;
  await editor.press('Control+,');
  await expect(editor.dialog).toBeVisible();
  if (language !== undefined) {
    await editor.dialog.getByText(words[language].language, { exact: true }).click();
    await expect(editor.page.locator('html')).toHaveAttribute('lang', language);
  }
  if (theme !== undefined) {
    await editor.dialog.getByText(words[await now()][theme], { exact: true }).click();
    await expect(editor.page.locator('html')).toHaveAttribute('data-theme', theme);
  }
  if (reducedMotion !== undefined) await editor.dialog.getByRole('switch').setChecked(reducedMotion);
  await editor.dismiss();
}

async function expectAccessible(editor: EditorPage, where: string): Promise<void> {
  await editor.settled();
  await expectAccessibleNow(editor.page, where);
}

/** Words on buttons, tabs, menu rows and headings that do not fit and are not meant to end in an ellipsis. */
async function cutOff(editor: EditorPage): Promise<string[]> {
  return editor.page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, [role=tab], [role=menuitem], h1, h2, h3, label, th, dt')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width <= 1 || style.visibility === 'hidden' || element.closest('.visually-hidden, .canvas, .matrix') || element.innerText.trim() === '') return [];
    const isCut = element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline' && style.textOverflow !== 'ellipsis';
    const isOutside = box.right > innerWidth + 1 && !element.closest('.inspector-scroll, .yaml-code, .lanes');
    const isEllipsed = [...element.querySelectorAll<HTMLElement>('*')].some((inner) => inner.scrollWidth > inner.clientWidth + 1 && getComputedStyle(inner).textOverflow === 'ellipsis');
    return (isCut && !isEllipsed) || isOutside ? [`${element.tagName} "${element.innerText.trim()}" ${element.scrollWidth} in ${element.clientWidth}, at ${Math.round(box.left)}`] : [];
  }));
}

test.afterEach(async ({ editor }) => {
  await editor.closeDialogs();
  await choose(editor, { language: 'en', theme: 'light', reducedMotion: false });
});

test('library, editor, inspector and dialogs keep nobody out, in both themes', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, page, inspector } = editor;
  await editor.addMachines(2);
  await editor.addYaml(`${deployment('web')}---${deployment('huge', 1).replace('cpu: 100m', "cpu: '64'")}`);
  await editor.runUntilQuiet();
  for (const theme of ['dark', 'light'] as const) {
    await choose(editor, { theme });
    await expectAccessible(editor, `editor, ${theme}`);
    await canvas.podsOn('worker-1').first().click();
    for (const tab of ['Overview', 'YAML', 'Events', 'Why?'] as const) {
      await editor.openTab(tab);
      await expect(inspector.getByRole('tabpanel')).not.toBeEmpty();
      await expectAccessible(editor, `pod, ${tab}, ${theme}`);
    }
    await canvas.thing('Pod').and(page.locator('[data-state="Pending"]')).click();
    await expect(inspector.getByRole('table')).toBeVisible();
    await expectAccessible(editor, `Why? of a Pending pod, ${theme}`);
    await editor.screenshot(`why-${theme}`);
    await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
    await editor.openTab('Overview');
    await expectAccessible(editor, `machine, ${theme}`);
    for (const [keys, name] of [['Control+K', 'command palette'], ['?', 'shortcut sheet'], ['Control+,', 'settings']] as const) {
      await canvas.root.focus();
      await editor.press(keys);
      await expect(editor.dialog).toBeVisible();
      await expectAccessible(editor, `${name}, ${theme}`);
      await editor.dismiss();
    }
    await editor.openMenu(canvas.machine('worker-1'), { x: 60, y: 12 });
    await expectAccessible(editor, `context menu, ${theme}`);
    await editor.dismiss();
    await page.getByRole('tab', { name: 'Outline' }).click();
    await expectAccessible(editor, `outline, ${theme}`);
    await page.getByRole('tab', { name: 'Build' }).click();
  }
  await editor.toLibrary();
  await expectAccessible(editor, 'library, light');
  await editor.newDesign();
  await expectAccessible(editor, 'empty canvas, light');
});

const sizes = [['pt-BR', 1280, 720], ['en', 1440, 900], ['en', 1920, 1080]] as const;

for (const [language, width, height] of sizes) {
  test(`${language} at ${width} × ${height}: no word is cut off`, async ({ editor }) => {
    const { canvas, page } = editor;
    await editor.openSample(/Web shop/);
    await editor.runUntilQuiet();
    await editor.resize(width, height);
    for (const theme of ['dark', 'light'] as const) {
      await choose(editor, { language, theme });
      await canvas.root.focus();
      await editor.press('Shift+1');
      await canvas.thing('Pod').first().click();
      await editor.screenshot(`shop-${language}-${width}-${theme}`);
      expect(await cutOff(editor), `editor, ${theme}`).toEqual([]);
    }
    await page.getByRole('tab', { name: /^(Why\?|Por quê\?)/ }).click();
    await editor.screenshot(`shop-why-${language}-${width}`);
    expect(await cutOff(editor), 'Why?').toEqual([]);
    await canvas.root.focus();
    await editor.press('?');
    expect(await cutOff(editor), 'shortcut sheet').toEqual([]);
    await editor.screenshot(`shortcuts-${language}-${width}`);
    await editor.dismiss();
    await editor.press('Control+K');
    await expect(editor.dialog).toBeVisible();
    expect(await cutOff(editor), 'command palette').toEqual([]);
    await editor.toLibrary();
    await editor.screenshot(`library-${language}-${width}`);
    expect(await cutOff(editor), 'library').toEqual([]);
    await page.locator('.library').getByRole('button', { name: /web-shop|Web shop|Loja/i }).first().click();
    await expect(canvas.root).toBeVisible();
  });
}

test('reduced motion: nothing travels and nothing pulses', async ({ editor }) => {
  const { canvas, page } = editor;
  await choose(editor, { reducedMotion: true });
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await editor.addMachines(1);
  await editor.addYaml(deployment('web', 4));
  await page.getByRole('button', { name: /^10\s*times/ }).click();
  const moving = (): Promise<string[]> => page.evaluate(() => document.getAnimations().flatMap((animation) => {
    const frames = (animation.effect as KeyframeEffect | null)?.getKeyframes() ?? [];
    return animation.playState === 'running' && frames.some((frame) => 'transform' in frame && frame['transform'] !== 'none') ? [(animation as CSSAnimation).animationName ?? animation.id] : [];
  }));
  for (let look = 0; look < 10; look += 1) expect(await moving()).toEqual([]);
  await expect(canvas.thing('Pod').and(page.locator('[data-state="Ready"]'))).toHaveCount(4, { timeout: 30_000 });
  expect(await moving()).toEqual([]);
  await editor.press('Space');
});

test('at the middle zoom names keep their size on the screen, in every design that is opened', async ({ editor }) => {
  const { canvas, page } = editor;
  for (let opened = 0; opened < 2; opened += 1) {
    await editor.openSample(/^Online shop/);
    const service = canvas.card('Service', 'storefront');
    await expect(service).toHaveAttribute('data-level', 'middle');
    await expect.poll(async () => (await service.locator('.card-name').boundingBox())?.height).toBeGreaterThan(11);
    expect(await page.locator('.card-fact').count()).toBeGreaterThan(0);
  }
});
