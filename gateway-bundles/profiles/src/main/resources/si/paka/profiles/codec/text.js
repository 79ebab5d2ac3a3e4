// The encodings that codecs expect of a world with texts in it. Gives back conversions between texts and lists of bytes.
(function (global) {
  'use strict';
  var define = Object.defineProperty;
  var BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  var code = Function.prototype.call.bind(String.prototype.charCodeAt);
  var char = String.fromCharCode;

  function fromUtf8(text) {
    var out = [];
    for (var i = 0; i < text.length; i++) {
      var c = text.codePointAt(i);
      if (c > 0xffff) { i++; }
      if (c >= 0xd800 && c <= 0xdfff) { c = 0xfffd; }
      if (c < 0x80) { out.push(c); }
      else if (c < 0x800) { out.push(0xc0 | c >> 6, 0x80 | c & 63); }
      else if (c < 0x10000) { out.push(0xe0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63); }
      else { out.push(0xf0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63); }
    }
    return out;
  }
  // As the Encoding Standard has it (4.1, utf-8 decoder): one replacement character for each part that can't be continued.
  function toUtf8(bytes, from, to, fatal) {
    var text = '';
    var point = 0, needed = 0, lower = 0x80, upper = 0xbf;
    for (var i = from; i < to; i++) {
      var b = bytes[i];
      if (needed === 0) {
        if (b < 0x80) { text += char(b); }
        else if (b >= 0xc2 && b <= 0xdf) { needed = 1; point = b & 31; }
        else if (b >= 0xe0 && b <= 0xef) {
          if (b === 0xe0) { lower = 0xa0; }
          if (b === 0xed) { upper = 0x9f; }
          needed = 2; point = b & 15;
        }
        else if (b >= 0xf0 && b <= 0xf4) {
          if (b === 0xf0) { lower = 0x90; }
          if (b === 0xf4) { upper = 0x8f; }
          needed = 3; point = b & 7;
        }
        else if (fatal) { return undefined; }
        else { text += '\ufffd'; }
      } else if (b < lower || b > upper) {
        if (fatal) { return undefined; }
        text += '\ufffd';
        needed = 0; lower = 0x80; upper = 0xbf;
        i--;
      } else {
        lower = 0x80; upper = 0xbf;
        point = point << 6 | b & 63;
        if (--needed === 0) { text += String.fromCodePoint(point); }
      }
    }
    if (needed > 0) {
      if (fatal) { return undefined; }
      text += '\ufffd';
    }
    return text;
  }
  function fromHex(text) {
    var out = [];
    for (var i = 0; i + 1 < text.length; i += 2) {
      var pair = text.slice(i, i + 2);
      if (!/^[0-9a-fA-F]{2}$/.test(pair)) { break; }
      out.push(parseInt(pair, 16));
    }
    return out;
  }
  function toHex(bytes, from, to) {
    var text = '';
    for (var i = from; i < to; i++) { text += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16); }
    return text;
  }
  function fromBase64(text) {
    var out = [], bits = 0, held = 0;
    for (var i = 0; i < text.length; i++) {
      if (text[i] === '=') { break; }
      var at = BASE64.indexOf(text[i] === '-' ? '+' : text[i] === '_' ? '/' : text[i]);
      if (at < 0) { continue; }
      held = held << 6 | at;
      bits += 6;
      if (bits >= 8) { bits -= 8; out.push(held >> bits & 255); held &= (1 << bits) - 1; }
    }
    return out;
  }
  function toBase64(bytes, from, to, url) {
    var text = '';
    for (var i = from; i < to; i += 3) {
      var two = i + 1 < to, three = i + 2 < to;
      var n = bytes[i] << 16 | (two ? bytes[i + 1] << 8 : 0) | (three ? bytes[i + 2] : 0);
      text += BASE64[n >> 18] + BASE64[n >> 12 & 63] + (two ? BASE64[n >> 6 & 63] : url ? '' : '=')
        + (three ? BASE64[n & 63] : url ? '' : '=');
    }
    return url ? text.replace(/\+/g, '-').replace(/\//g, '_') : text;
  }
  function fromLatin1(text) {
    var out = [];
    for (var i = 0; i < text.length; i++) { out.push(code(text, i) & 255); }
    return out;
  }
  function toLatin1(bytes, from, to, mask) {
    var text = '';
    for (var i = from; i < to; i++) { text += char(bytes[i] & mask); }
    return text;
  }
  function fromUtf16(text) {
    var out = [];
    for (var i = 0; i < text.length; i++) { out.push(code(text, i) & 255, code(text, i) >> 8); }
    return out;
  }
  function toUtf16(bytes, from, to) {
    var text = '';
    for (var i = from; i + 1 < to; i += 2) { text += char(bytes[i] | bytes[i + 1] << 8); }
    return text;
  }
  function provide(name, value) {
    define(global, name, { value: value, writable: true, enumerable: false, configurable: true });
  }
  function bytesIn(source) {
    if (source === undefined) { return new Uint8Array(0); }
    if (source instanceof ArrayBuffer) { return new Uint8Array(source); }
    if (!ArrayBuffer.isView(source)) { throw new TypeError('expected an ArrayBuffer or a view of one'); }
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  }
  provide('TextEncoder', class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text) { return new Uint8Array(fromUtf8(text === undefined ? '' : String(text))); }
  });
  provide('TextDecoder', class TextDecoder {
    #encoding; #fatal; #ignoreBOM;
    constructor(label, options) {
      var asked = label === undefined ? 'utf-8' : String(label).trim().toLowerCase();
      this.#encoding = /^(utf-?8|unicode-1-1-utf-8)$/.test(asked) ? 'utf-8'
        : /^(ascii|us-ascii|latin1|iso-8859-1|windows-1252)$/.test(asked) ? 'windows-1252'
        : /^(utf-16|utf-16le)$/.test(asked) ? 'utf-16le' : undefined;
      if (this.#encoding === undefined) { throw new RangeError('The "' + asked + '" encoding is not supported'); }
      this.#fatal = !!(options && options.fatal);
      this.#ignoreBOM = !!(options && options.ignoreBOM);
    }
    get encoding() { return this.#encoding; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBOM; }
    decode(source) {
      var bytes = bytesIn(source);
      var text = this.#encoding === 'utf-8' ? toUtf8(bytes, 0, bytes.length, this.#fatal)
        : this.#encoding === 'utf-16le' ? toUtf16(bytes, 0, bytes.length) : toLatin1(bytes, 0, bytes.length, 255);
      if (text === undefined) { throw new TypeError('The encoded data was not valid for encoding utf-8'); }
      return !this.#ignoreBOM && code(text, 0) === 0xfeff ? text.slice(1) : text;
    }
  });
  provide('btoa', function btoa(text) {
    var given = String(text);
    for (var i = 0; i < given.length; i++) {
      if (code(given, i) > 255) { throw new RangeError('Invalid character'); }
    }
    return toBase64(fromLatin1(given), 0, given.length, false);
  });
  provide('atob', function atob(text) {
    var bytes = fromBase64(String(text));
    return toLatin1(bytes, 0, bytes.length, 255);
  });
  return {
    fromUtf8: fromUtf8, toUtf8: toUtf8, fromHex: fromHex, toHex: toHex, fromBase64: fromBase64, toBase64: toBase64,
    fromLatin1: fromLatin1, toLatin1: toLatin1, fromUtf16: fromUtf16, toUtf16: toUtf16
  };
})(globalThis)
