import { spawn } from 'node:child_process';

let steps: NodeJS.WritableStream = process.stdout;

/** One line about a step of a build script. */
export function say(line: string): void {
  steps.write(`${line}\n`);
}

/** From now on steps are told on standard error: for scripts whose standard output is their result. */
export function keepStandardOutputForResults(): void {
  steps = process.stderr;
}

/** Ends the script with one line on standard error and exit code 1: for failures the user can repair. */
export function stop(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

export interface CommandResult {
  /** Exit code; -1 when the command could not be started or was ended by a signal or the time-out. */
  code: number;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

export interface CommandOptions {
  /** What is going on, for the line shown every ten seconds; without it the command is silent. */
  label?: string;
  timeoutMs?: number;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end with its output captured, saying every ten seconds that it still runs. Never rejects. */
export function runCommand(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const startMs = Date.now();
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const result: CommandResult = { code: -1, stdout: '', stderr: '', timedOut: false };
    const ticker = setInterval(() => {
      if (options.label !== undefined) say(`  … ${options.label} (${Math.round((Date.now() - startMs) / 1000)} s)`);
    }, 10_000);
    const limit = options.timeoutMs === undefined ? undefined : setTimeout(() => {
      result.timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    const finish = (code: number) => {
      clearInterval(ticker);
      clearTimeout(limit);
      resolve({ ...result, code });
    };
    child.stdout.on('data', (chunk) => { result.stdout += String(chunk); });
    child.stderr.on('data', (chunk) => { result.stderr += String(chunk); });
    child.on('error', (error) => {
      result.stderr += error.message;
      finish(-1);
    });
    child.on('close', (code) => finish(code ?? -1));
  });
}
