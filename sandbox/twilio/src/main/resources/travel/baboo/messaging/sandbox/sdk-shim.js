// Load this before an app that gives Twilio's SDK no options: its web socket then goes to the sandbox this file came from.
(() => {
  const sandbox = new URL(document.currentScript.src);
  const WebSocketOfTheBrowser = window.WebSocket;
  window.WebSocket = class extends WebSocketOfTheBrowser {
    constructor(url, protocols) {
      const target = new URL(url);
      if (/^tsock\..*\.?twilio\.com$/.test(target.hostname)) {
        target.protocol = sandbox.protocol === 'https:' ? 'wss:' : 'ws:';
        target.host = sandbox.host;
      }
      super(target, protocols);
    }
  };
})();
