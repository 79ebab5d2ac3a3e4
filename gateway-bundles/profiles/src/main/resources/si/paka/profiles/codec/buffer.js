// The part of Node's Buffer that codecs use, with its results and its errors.
(function (global, text) {
  'use strict';
  var define = Object.defineProperty;
  var ENCODINGS = ['utf8', 'utf-8', 'hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'ucs2', 'ucs-2', 'utf16le', 'utf-16le'];

  function encodingOf(name) {
    var asked = name === undefined || name === null || name === '' ? 'utf8' : String(name).toLowerCase();
    if (ENCODINGS.indexOf(asked) < 0) { throw failure(TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + name); }
    return asked;
  }
  function failure(Type, code, message) {
    var error = new Type(message);
    error.code = code;
    return error;
  }
  function outOfRange(name, expected, value) {
    return failure(RangeError, 'ERR_OUT_OF_RANGE',
      'The value of "' + name + '" is out of range. It must be ' + expected + '. Received ' + value);
  }
  function bytesOf(string, encoding) {
    switch (encodingOf(encoding)) {
      case 'hex': return text.fromHex(string);
      case 'base64': case 'base64url': return text.fromBase64(string);
      case 'latin1': case 'binary': case 'ascii': return text.fromLatin1(string);
      case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le': return text.fromUtf16(string);
      default: return text.fromUtf8(string);
    }
  }
  function textOf(bytes, encoding, from, to) {
    switch (encodingOf(encoding)) {
      case 'hex': return text.toHex(bytes, from, to);
      case 'base64': return text.toBase64(bytes, from, to, false);
      case 'base64url': return text.toBase64(bytes, from, to, true);
      case 'latin1': case 'binary': return text.toLatin1(bytes, from, to, 255);
      case 'ascii': return text.toLatin1(bytes, from, to, 127);
      case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le': return text.toUtf16(bytes, from, to);
      default: return text.toUtf8(bytes, from, to, false);
    }
  }
  function whole(value, otherwise, most) {
    var n = value === undefined ? otherwise : Math.trunc(Number(value)) || 0;
    return n < 0 ? 0 : n > most ? most : n;
  }

  class FastBuffer extends Uint8Array {
    toString(encoding, from, to) {
      var start = whole(from, 0, this.length);
      var end = whole(to, this.length, this.length);
      return end <= start ? '' : textOf(this, encoding, start, end);
    }
    toLocaleString(encoding, from, to) { return this.toString(encoding, from, to); }
    toJSON() {
      var data = [];
      for (var i = 0; i < this.length; i++) { data[i] = this[i]; }
      return { type: 'Buffer', data: data };
    }
    equals(other) { return Buffer.compare(this, other) === 0; }
    compare(other) { return Buffer.compare(this, other); }
    slice(from, to) { return this.subarray(from, to); }
    copy(target, at, from, to) {
      var part = this.subarray(whole(from, 0, this.length), whole(to, this.length, this.length));
      var start = whole(at, 0, target.length);
      part = part.subarray(0, Math.min(part.length, target.length - start));
      target.set(part, start);
      return part.length;
    }
    write(string, at, length, encoding) {
      if (typeof at === 'string') { encoding = at; at = 0; length = undefined; }
      else if (typeof length === 'string') { encoding = length; length = undefined; }
      var start = whole(at, 0, this.length);
      var bytes = bytesOf(String(string), encoding).slice(0, whole(length, this.length - start, this.length - start));
      this.set(bytes, start);
      return bytes.length;
    }
    fill(value, from, to, encoding) {
      if (typeof from === 'string') { encoding = from; from = undefined; }
      if (typeof value !== 'string' && !ArrayBuffer.isView(value)) {
        super.fill(Number(value) & 255, from, to);
        return this;
      }
      var pattern = typeof value === 'string' ? bytesOf(value, encoding) : value;
      var end = whole(to, this.length, this.length);
      for (var i = whole(from, 0, this.length), n = 0; i < end; i++, n++) {
        this[i] = pattern.length ? pattern[n % pattern.length] : 0;
      }
      return this;
    }
    indexOf(value, from, encoding) {
      if (typeof value === 'number') { return super.indexOf(value & 255, from); }
      var wanted = typeof value === 'string' ? bytesOf(value, encoding) : value;
      for (var i = from < 0 ? Math.max(0, this.length + from) : whole(from, 0, this.length); i + wanted.length <= this.length; i++) {
        var n = 0;
        while (n < wanted.length && this[i + n] === wanted[n]) { n++; }
        if (n === wanted.length) { return i; }
      }
      return -1;
    }
    lastIndexOf(value, from, encoding) {
      if (typeof value === 'number') {
        return from === undefined ? super.lastIndexOf(value & 255) : super.lastIndexOf(value & 255, from);
      }
      var found = -1;
      var last = from === undefined ? this.length : from < 0 ? this.length + from : from;
      for (var at = this.indexOf(value, 0, encoding); at >= 0 && at <= last; at = this.indexOf(value, at + 1, encoding)) {
        found = at;
        if (at + 1 >= this.length) { break; }
      }
      return found;
    }
    includes(value, from, encoding) { return this.indexOf(value, from, encoding) >= 0; }
    swap16() { return swap(this, 2); }
    swap32() { return swap(this, 4); }
    swap64() { return swap(this, 8); }
    readUIntBE(at, n) { return readBytes(this, at, n, false); }
    readUIntLE(at, n) { return readBytes(this, at, n, true); }
    readIntBE(at, n) { return signed(readBytes(this, at, n, false), n); }
    readIntLE(at, n) { return signed(readBytes(this, at, n, true), n); }
    writeUIntBE(value, at, n) { return writeBytes(this, value, at, n, false, false); }
    writeUIntLE(value, at, n) { return writeBytes(this, value, at, n, true, false); }
    writeIntBE(value, at, n) { return writeBytes(this, value, at, n, false, true); }
    writeIntLE(value, at, n) { return writeBytes(this, value, at, n, true, true); }
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) {
      throw failure(RangeError, 'ERR_INVALID_BUFFER_SIZE', 'Buffer size must be a multiple of ' + size * 8 + '-bits');
    }
    for (var i = 0; i < buffer.length; i += size) { buffer.subarray(i, i + size).reverse(); }
    return buffer;
  }
  function place(buffer, at, size) {
    var offset = at === undefined ? 0 : at;
    if (typeof offset !== 'number') {
      throw failure(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "offset" argument must be of type number.');
    }
    if (!Number.isInteger(offset)) { throw outOfRange('offset', 'an integer', offset); }
    if (buffer.length < size) {
      throw failure(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
    }
    if (offset < 0 || offset > buffer.length - size) {
      throw outOfRange('offset', '>= 0 and <= ' + (buffer.length - size), offset);
    }
    return offset;
  }
  function checkSize(n) {
    if (typeof n !== 'number') {
      throw failure(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "byteLength" argument must be of type number.');
    }
    if (!Number.isInteger(n) || n < 1 || n > 6) { throw outOfRange('byteLength', '>= 1 and <= 6', n); }
  }
  function readBytes(buffer, at, n, little) {
    if (at === undefined) {
      throw failure(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "offset" argument must be of type number. Received undefined');
    }
    checkSize(n);
    var offset = place(buffer, at, n);
    var value = 0;
    for (var i = 0; i < n; i++) { value = value * 256 + buffer[little ? offset + n - 1 - i : offset + i]; }
    return value;
  }
  function signed(value, n) {
    var half = Math.pow(2, 8 * n - 1);
    return value >= half ? value - 2 * half : value;
  }
  function writeBytes(buffer, value, at, n, little, isSigned) {
    checkSize(n);
    var number = Number(value);
    checkValue(number, isSigned ? -Math.pow(2, 8 * n - 1) : 0, Math.pow(2, 8 * n - (isSigned ? 1 : 0)) - 1);
    var offset = place(buffer, at, n);
    var rest = number < 0 ? number + Math.pow(2, 8 * n) : number;
    for (var i = 0; i < n; i++) {
      buffer[little ? offset + i : offset + n - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return offset + n;
  }
  function checkValue(value, low, high) {
    if (value < low || value > high) { throw outOfRange('value', '>= ' + low + ' and <= ' + high, value); }
  }
  function method(name, fn) {
    define(FastBuffer.prototype, name, { value: fn, writable: true, enumerable: false, configurable: true });
  }
  function numbers(name, view, size, low, high) {
    ['BE', 'LE'].forEach(function (order) {
      var ending = size === 1 ? '' : order;
      var little = order === 'LE';
      if (size === 1 && little) { return; }
      var read = function (at) {
        var offset = place(this, at, size);
        return new DataView(this.buffer, this.byteOffset, this.byteLength)['get' + view](offset, little);
      };
      var write = function (value, at) {
        if (low !== undefined) { checkValue(value, low, high); }
        var offset = place(this, at, size);
        new DataView(this.buffer, this.byteOffset, this.byteLength)['set' + view](offset, value, little);
        return offset + size;
      };
      method('read' + name + ending, read);
      method('write' + name + ending, write);
      if (name.indexOf('UInt') >= 0) {
        method('read' + name.replace('UInt', 'Uint') + ending, read);
        method('write' + name.replace('UInt', 'Uint') + ending, write);
      }
    });
  }
  numbers('UInt8', 'Uint8', 1, 0, 255);
  numbers('Int8', 'Int8', 1, -128, 127);
  numbers('UInt16', 'Uint16', 2, 0, 65535);
  numbers('Int16', 'Int16', 2, -32768, 32767);
  numbers('UInt32', 'Uint32', 4, 0, 4294967295);
  numbers('Int32', 'Int32', 4, -2147483648, 2147483647);
  numbers('BigUInt64', 'BigUint64', 8);
  numbers('BigInt64', 'BigInt64', 8);
  numbers('Float', 'Float32', 4);
  numbers('Double', 'Float64', 8);
  ['UIntBE', 'UIntLE'].forEach(function (name) {
    method('read' + name.replace('UInt', 'Uint'), FastBuffer.prototype['read' + name]);
    method('write' + name.replace('UInt', 'Uint'), FastBuffer.prototype['write' + name]);
  });
  define(FastBuffer.prototype, 'parent', { get: function () { return this.buffer; }, configurable: true });

  function Buffer(source, encoding, length) {
    return typeof source === 'number' ? Buffer.alloc(source) : Buffer.from(source, encoding, length);
  }
  function copyOf(list) {
    var out = new FastBuffer(list.length >>> 0);
    for (var i = 0; i < out.length; i++) { out[i] = list[i]; }
    return out;
  }
  function provide(name, fn) {
    define(Buffer, name, { value: fn, writable: true, enumerable: false, configurable: true });
  }
  define(Buffer, 'prototype', { value: FastBuffer.prototype, writable: false });
  define(FastBuffer.prototype, 'constructor', { value: Buffer, writable: true, enumerable: false, configurable: true });
  define(FastBuffer, Symbol.species, { get: function () { return FastBuffer; }, configurable: true });
  Object.setPrototypeOf(Buffer, Uint8Array);
  define(Buffer, Symbol.species, { get: function () { return FastBuffer; }, configurable: true });
  provide('from', function from(source, encoding, length) {
    if (typeof source === 'string') { return new FastBuffer(bytesOf(source, encoding)); }
    if (source instanceof ArrayBuffer) { return new FastBuffer(source, encoding, length); }
    if (source !== null && typeof source === 'object') {
      if (source.type === 'Buffer' && Array.isArray(source.data)) { return copyOf(source.data); }
      if (typeof source.length === 'number') { return copyOf(source); }
      var value = typeof source.valueOf === 'function' && source.valueOf();
      if (value && value !== source) { return Buffer.from(value, encoding, length); }
    }
    throw failure(TypeError, 'ERR_INVALID_ARG_TYPE', 'The first argument must be of type string or an instance of Buffer, '
      + 'ArrayBuffer, or Array or an Array-like Object. Received ' + (source === null ? 'null' : 'type ' + typeof source));
  });
  provide('of', function of() { return copyOf(arguments); });
  provide('alloc', function alloc(size, fill, encoding) {
    if (typeof size !== 'number') {
      throw failure(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "size" argument must be of type number.');
    }
    var out = new FastBuffer(size);
    return fill === undefined || fill === 0 ? out : out.fill(fill, encoding);
  });
  provide('allocUnsafe', function allocUnsafe(size) { return Buffer.alloc(size); });
  provide('allocUnsafeSlow', function allocUnsafeSlow(size) { return Buffer.alloc(size); });
  provide('isBuffer', function isBuffer(value) { return value instanceof FastBuffer; });
  provide('isEncoding', function isEncoding(name) { return typeof name === 'string' && ENCODINGS.indexOf(name.toLowerCase()) >= 0; });
  provide('byteLength', function byteLength(value, encoding) {
    return typeof value === 'string' ? bytesOf(value, encoding).length : value.byteLength;
  });
  provide('compare', function compare(a, b) {
    for (var i = 0; i < a.length && i < b.length; i++) {
      if (a[i] !== b[i]) { return a[i] < b[i] ? -1 : 1; }
    }
    return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
  });
  provide('concat', function concat(list, total) {
    var size = total;
    if (size === undefined) {
      size = 0;
      for (var i = 0; i < list.length; i++) { size += list[i].length; }
    }
    var out = new FastBuffer(size);
    for (var n = 0, at = 0; n < list.length && at < size; at += list[n].length, n++) {
      out.set(list[n].subarray ? list[n].subarray(0, size - at) : list[n], at);
    }
    return out;
  });
  define(global, 'Buffer', { value: Buffer, writable: true, enumerable: false, configurable: true });
})
