/// The licence of Tenon and of everything that its executable contains or loads: what `--licences` prints.
enum Licences {
    static let text = """
        Tenon
          Apache License 2.0; the text is the file LICENSE, or https://www.apache.org/licenses/LICENSE-2.0

        Swift standard library, Swift Argument Parser, Swift Protobuf
          Copyright Apple Inc. and the Swift project authors
          Apache License 2.0 with Runtime Library Exception, https://swift.org/LICENSE.txt

        libcsv (loaded when Tenon starts)
          Copyright Robert Gamble
          GNU Lesser General Public License 2.1 or later, https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html
          The library is linked dynamically and can be replaced by another version.

        GNU readline (loaded when Tenon starts, used by the prompt alone)
          Copyright Free Software Foundation, Inc.
          GNU General Public License 3 or later, https://www.gnu.org/licenses/gpl-3.0.html
          The library is linked dynamically; Tenon's own licence allows the combination, which as a whole is under
          the GNU General Public License 3.

        OpenBLAS (loaded when Tenon starts)
          Copyright (c) 2011-2014, The OpenBLAS Project. All rights reserved.

          Redistribution and use in source and binary forms, with or without modification, are permitted
          provided that the following conditions are met:
          1. Redistributions of source code must retain the above copyright notice, this list of conditions
             and the following disclaimer.
          2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions
             and the following disclaimer in the documentation and/or other materials provided with the
             distribution.
          3. Neither the name of the OpenBLAS project nor the names of its contributors may be used to endorse
             or promote products derived from this software without specific prior written permission.

          THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED
          WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
          PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
          ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
          LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
          INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR
          TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF
          ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
        """
}
