// What codecs expect to find, and guards around what could allocate much at once. Runs before the codec, in sloppy mode.
var exports = {};
var module = { exports: exports };
(function (global) {
  'use strict';
  // Built-in functions that walk along a length never look up, so a wrong length would hold the thread for ever.
  var MOST = 1048576;
  var ownProperty = Object.getOwnPropertyDescriptor;
  var isArray = Array.isArray;
  var isView = ArrayBuffer.isView;
  var apply = Reflect.apply;
  function guard(n) {
    if (n > MOST) { throw new RangeError('length is ' + n + ', expected at most ' + MOST); }
  }
  function guardList(list) {
    if (isArray(list)) { return guard(list.length); }
    if (list === null || list === undefined || typeof list === 'string' || isView(list)) { return; }
    var length = ownProperty(Object(list), 'length');
    if (length === undefined ? 'length' in Object(list) : typeof length.value !== 'number') {
      throw new TypeError('length is not a number of its own');
    }
    if (length !== undefined) { guard(length.value); }
  }
  function leaves(list, depth, budget) {
    for (var i = 0; i < list.length && budget >= 0; i++) {
      budget = depth > 0 && isArray(list[i]) ? leaves(list[i], depth - 1, budget - 1) : budget - 1;
    }
    return budget;
  }
  Object.getOwnPropertyNames(Array.prototype).forEach(function (name) {
    var real = Array.prototype[name];
    // what is left alone takes the same time whatever the length
    if (typeof real !== 'function' || ['constructor', 'push', 'pop', 'at'].indexOf(name) >= 0) { return; }
    Array.prototype[name] = function () {
      guardList(this);
      if (name === 'flat' && leaves(this, arguments.length ? arguments[0] : 1, MOST) < 0) { guard(MOST + 1); }
      if (name === 'concat') { for (var i = 0; i < arguments.length; i++) { guardList(arguments[i]); } }
      return apply(real, this, arguments);
    };
  });
  Array.prototype[Symbol.iterator] = Array.prototype.values;
  var arrayFrom = Array.from;
  Array.from = function (source) {
    if (source === null || source === undefined || source[Symbol.iterator] === undefined) { guardList(source); }
    return apply(arrayFrom, this, arguments);
  };
  delete global.Proxy; // could tell one length to the guard and another to the function behind it
  global.console = {};
  ['log', 'info', 'warn', 'error', 'debug', 'trace'].forEach(function (name) {
    global.console[name] = function () {};
  });

  // the codec's clock is the time of reception
  var RealDate = Date;
  var now = 0;
  function CodecDate(a, b, c, d, e, f, g) {
    if (!new.target) {
      return new RealDate(now).toString();
    }
    switch (arguments.length) {
      case 0: return new RealDate(now);
      case 1: return new RealDate(a);
      default: return new RealDate(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, g || 0);
    }
  }
  CodecDate.prototype = RealDate.prototype;
  CodecDate.prototype.constructor = CodecDate;
  CodecDate.now = function () { return now; };
  CodecDate.parse = RealDate.parse;
  CodecDate.UTC = RealDate.UTC;
  global.Date = CodecDate;
  Object.defineProperty(global, '$setNow', { value: function (millis) { now = millis; }, configurable: true });

  // the part of Node's Buffer that codecs use
  var BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  function fromHex(text) {
    var out = [];
    for (var i = 0; i + 1 < text.length; i += 2) { out.push(parseInt(text.substr(i, 2), 16)); }
    return out;
  }
  function fromBase64(text) {
    var out = [];
    var bits = 0;
    var held = 0;
    for (var i = 0; i < text.length; i++) {
      var at = BASE64.indexOf(text[i] === '-' ? '+' : text[i] === '_' ? '/' : text[i]);
      if (at < 0) { continue; }
      held = held << 6 | at;
      bits += 6;
      if (bits >= 8) { bits -= 8; out.push(held >> bits & 255); held &= (1 << bits) - 1; }
    }
    return out;
  }
  function fromLatin1(text) {
    var out = [];
    for (var i = 0; i < text.length; i++) { out.push(text.charCodeAt(i) & 255); }
    return out;
  }
  class Buffer extends Uint8Array {
    static from(source, encoding) {
      if (typeof source !== 'string') {
        return new Buffer(source instanceof ArrayBuffer ? new Uint8Array(source) : source);
      }
      switch (encoding) {
        case 'hex': return new Buffer(fromHex(source));
        case 'base64': return new Buffer(fromBase64(source));
        case 'latin1': case 'binary': case 'ascii': return new Buffer(fromLatin1(source));
        default: return new Buffer(fromLatin1(unescape(encodeURIComponent(source))));
      }
    }
    static alloc(size) { return new Buffer(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static concat(list) {
      var out = [];
      list.forEach(function (one) { for (var i = 0; i < one.length; i++) { out.push(one[i]); } });
      return new Buffer(out);
    }
    $view() { return new DataView(this.buffer, this.byteOffset, this.byteLength); }
    toString(encoding, from, to) {
      var text = '';
      var bytes = this.subarray(from || 0, to === undefined ? this.length : to);
      for (var i = 0; i < bytes.length; i++) {
        text += encoding === 'hex' ? (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16) : String.fromCharCode(bytes[i]);
      }
      if (encoding === undefined || encoding === 'utf8' || encoding === 'utf-8') {
        try { return decodeURIComponent(escape(text)); } catch (e) { return text; }
      }
      return text;
    }
    slice(from, to) { return this.subarray(from, to); }
    readUInt8(at) { return this.$view().getUint8(at || 0); }
    readInt8(at) { return this.$view().getInt8(at || 0); }
    readUInt16BE(at) { return this.$view().getUint16(at || 0); }
    readUInt16LE(at) { return this.$view().getUint16(at || 0, true); }
    readInt16BE(at) { return this.$view().getInt16(at || 0); }
    readInt16LE(at) { return this.$view().getInt16(at || 0, true); }
    readUInt32BE(at) { return this.$view().getUint32(at || 0); }
    readUInt32LE(at) { return this.$view().getUint32(at || 0, true); }
    readInt32BE(at) { return this.$view().getInt32(at || 0); }
    readInt32LE(at) { return this.$view().getInt32(at || 0, true); }
    readFloatBE(at) { return this.$view().getFloat32(at || 0); }
    readFloatLE(at) { return this.$view().getFloat32(at || 0, true); }
    readDoubleBE(at) { return this.$view().getFloat64(at || 0); }
    readDoubleLE(at) { return this.$view().getFloat64(at || 0, true); }
  }
  global.Buffer = Buffer;
})(globalThis);
