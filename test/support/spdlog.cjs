/**
 * Stands in for VS Code's native log writer, which would have to be compiled: without it no log file is written and
 * output channels stay empty. Lines are appended to the file at once; files are not rotated.
 */
const { appendFileSync } = require('node:fs');
const { mkdir } = require('node:fs/promises');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const stamp = () => new Date().toISOString().replace('T', ' ').replace('Z', '');

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.bare = false;
  }
  write(level, message) {
    if (level < this.level) return;
    appendFileSync(this.file, this.bare ? message : `${stamp()} [${names[level]}] ${message}\n`);
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {}
}

const create = async (name, file) => {
  await mkdir(dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
};

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
