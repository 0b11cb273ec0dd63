module.exports = globalThis[Symbol.for('electron-on-chromium')];
