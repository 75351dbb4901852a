// With `node --import`: the same tests on the SDK's version 2.
import { register } from 'node:module';

register(
  'data:text/javascript,' +
    encodeURIComponent(`export const resolve = (specifier, context, next) =>
      next(specifier === '@twilio/conversations' ? 'twilio-conversations-2' : specifier, context);`),
);
