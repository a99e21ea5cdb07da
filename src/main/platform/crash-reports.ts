/** Crash reports stay on this computer: the system's own are written beside the profile and sent nowhere; errors of ours are handed on. */
import type { App, CrashReporter } from 'electron';

/**
 * Lets Chromium write its reports (minidumps: pieces of memory, which can hold anything) and returns the folder they lie in. Call it before
 * the app is ready, so that every process is covered.
 */
export function keepCrashReports(crashReporter: Pick<CrashReporter, 'start'>, app: Pick<App, 'getPath'>): string {
  crashReporter.start({ uploadToServer: false, compress: false });
  return app.getPath('crashDumps');
}

/** Hands on what nobody caught, in place of the box that Electron would show; the program goes on, and a call with it. */
export function onUncaught(main: Pick<NodeJS.Process, 'on'>, tell: (text: string) => void): void {
  main.on('uncaughtException', (error) => tell(textOf(error)));
  main.on('unhandledRejection', (reason) => tell(textOf(reason)));
}

function textOf(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
