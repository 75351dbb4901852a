import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { CONFIG, type Config } from './app/config';

async function start(): Promise<void> {
  const config = (await (await fetch('config.json')).json()) as Config;
  await bootstrapApplication(App, { providers: [{ provide: CONFIG, useValue: config }] });
}

void start();
