import { InjectionToken } from '@angular/core';

/** Where everything is: `public/config.json`, so that one build runs anywhere. */
export interface Config {
  /** The gateway. */
  api: string;
  /** The login's issuer: it has `/authorize` and `/token`. */
  login: string;
  /** Only against the sandbox: in place of Twilio's own socket. */
  socket?: string;
}

export const CONFIG = new InjectionToken<Config>('config');
