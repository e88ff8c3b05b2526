import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Preferences } from '../../shared/ipc/contract.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { WindowPlace } from './window-place.ts';

/** What outlives the application apart from designs. */
export interface Settings {
  preferences: Preferences;
  window?: WindowPlace;
  /** Paths, latest first. */
  recentFiles: string[];
}

const recentFilesKept = 10;

const preferencesSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']), language: z.enum(['en', 'pt-BR']),
  interfaceScale: z.number().min(0.9).max(1.5), reducedMotion: z.boolean(),
  panels: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
});
const settingsSchema = z.object({
  preferences: preferencesSchema.partial().catch({}),
  window: z.object({
    x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int(), maximized: z.boolean(),
  }).optional().catch(undefined),
  recentFiles: z.array(z.string()).catch([]),
});

/**
 * Settings in one small JSON file. Not in the database: the window's place, language and colours are needed before the process that owns
 * the database has opened it, and when it cannot.
 */
export class SettingsFile {
  readonly file: string;
  private settings: Settings;
  private writing: Promise<void> | undefined;
  private changed = false;

  /** Reads what is there; anything unreadable takes its default, a file that is no JSON is kept aside. */
  constructor(file: string, systemLanguage: string) {
    this.file = file;
    this.settings = read(file, defaultPreferences(systemLanguage));
  }

  get current(): Readonly<Settings> {
    return this.settings;
  }

  setPreferences(change: Partial<Preferences>): void {
    this.change({ preferences: { ...this.settings.preferences, ...change } });
  }

  setWindow(window: WindowPlace): void {
    this.change({ window });
  }

  addRecentFile(file: string): void {
    this.change({ recentFiles: [file, ...this.settings.recentFiles.filter((known) => known !== file)].slice(0, recentFilesKept) });
  }

  removeRecentFile(file: string): void {
    this.change({ recentFiles: this.settings.recentFiles.filter((known) => known !== file) });
  }

  clearRecentFiles(): void {
    this.change({ recentFiles: [] });
  }

  /** Resolves when everything is on disk, or could not be written: settings are not worth stopping for. */
  async written(): Promise<void> {
    await this.writing;
  }

  private change(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    this.changed = true;
    this.writing ??= this.write().finally(() => { this.writing = undefined; });
  }

  /** Changes that come while writing are written in one go afterwards. */
  private async write(): Promise<void> {
    while (this.changed) {
      this.changed = false;
      try {
        mkdirSync(path.dirname(this.file), { recursive: true });
        await writeFileAtomically(this.file, `${JSON.stringify(this.settings, null, 2)}\n`);
      } catch (error) {
        console.error('settings were not saved:', error);
      }
    }
  }
}

function defaultPreferences(systemLanguage: string): Preferences {
  return {
    theme: 'system', language: systemLanguage.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en', interfaceScale: 1, reducedMotion: false,
    panels: {},
  };
}

function read(file: string, defaults: Preferences): Settings {
  const empty: Settings = { preferences: defaults, recentFiles: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return empty;
  }
  try {
    const { preferences, window, recentFiles } = settingsSchema.parse(JSON.parse(text));
    const kept = Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined)) as Partial<Preferences>;
    return { preferences: { ...defaults, ...kept }, recentFiles, ...(window ? { window } : {}) };
  } catch {
    try {
      renameSync(file, `${file}.damaged`);
    } catch {
      // It stays where it is and is replaced at the next change.
    }
    return empty;
  }
}
