import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SettingsFile } from './settings.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('settings', () => {
  test.each([
    ['pt-BR', 'pt-BR'], ['pt', 'pt-BR'], ['en-GB', 'en'], ['de', 'en'], ['', 'en'],
  ])('of a system in %s start in %s', (system, language) => {
    expect(new SettingsFile(
      path.join(temporaryFolder(), 's.json'), system,
    ).current.preferences).toMatchObject({ language, theme: 'system', interfaceScale: 1 });
  });

  test('last', async () => {
    const file = path.join(temporaryFolder(), 'deep', 'settings.json');
    const settings = new SettingsFile(file, 'en');
    settings.setPreferences({ theme: 'dark', panels: { 'palette.size': 200 } });
    settings.setPreferences({ language: 'pt-BR' });
    settings.setWindow({ x: 1, y: 2, width: 1100, height: 700, maximized: true });
    for (let index = 0; index < 12; index += 1) settings.addRecentFile(`/f${index}`);
    settings.addRecentFile('/f5');
    await settings.written();
    const again = new SettingsFile(file, 'en').current;
    expect(again).toEqual(settings.current);
    expect(again.preferences).toEqual({
      theme: 'dark', language: 'pt-BR', interfaceScale: 1, reducedMotion: false, panels: { 'palette.size': 200 },
    });
    expect(again.recentFiles.slice(0, 3)).toEqual(['/f5', '/f11', '/f10']);
    expect(again.recentFiles).toHaveLength(10);
  });

  test('that somebody spoilt take their defaults one by one', () => {
    const file = path.join(temporaryFolder(), 's.json');
    writeFileSync(file, JSON.stringify({ preferences: { theme: 'pink', language: 'pt-BR' }, window: { x: 'far' }, recentFiles: ['/a'] }));
    const { preferences, window, recentFiles } = new SettingsFile(file, 'en').current;
    expect([preferences.theme, window, recentFiles]).toEqual(['system', undefined, ['/a']]);
  });

  test('in a file that is no JSON are kept aside', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 's.json'), '{"preferences": {"theme"');
    expect(new SettingsFile(path.join(folder, 's.json'), 'en').current.recentFiles).toEqual([]);
    expect(readdirSync(folder)).toEqual(['s.json.damaged']);
    expect(readFileSync(path.join(folder, 's.json.damaged'), 'utf8')).toContain('theme');
  });
});
