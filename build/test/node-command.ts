import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../paths.ts';

/** Runs a script with this Node in the project's folder, showing its output as it comes. Resolves to exit code and output. */
export function runNode(script: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(projectRoot, script), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      process.stdout.write(String(chunk));
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
